using System.Globalization;

namespace InfoShare.Functions.Hosting;

/// <summary>Reads settings that are amounts.</summary>
internal static class PositiveSetting
{
    /// <summary>The section's setting, or the default where it says nothing.</summary>
    /// <exception cref="SettingException">It cannot be meant.</exception>
    public static T Positive<T>(this IConfigurationSection section, string name, T usual)
        where T : struct, IParsable<T>, IComparable<T>
    {
        if (section[name] is not { } text)
        {
            return usual;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value.CompareTo(default) > 0
            ? value
            : throw new SettingException($"{section.Path}:{name} is '{text}'; it must be more than 0.");
    }

    /// <summary>The section's setting of yes or no, or the default where it says nothing.</summary>
    /// <exception cref="SettingException">It is neither.</exception>
    public static bool Flag(this IConfigurationSection section, string name, bool usual)
    {
        if (section[name] is not { } text)
        {
            return usual;
        }

        return bool.TryParse(text, out var value) ? value : throw new SettingException($"{section.Path}:{name} is '{text}'; it must be true or false.");
    }
}
