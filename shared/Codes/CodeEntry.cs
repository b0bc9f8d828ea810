namespace InfoShare.Codes;

/// <summary>One code of a list and its labels.</summary>
public sealed record CodeEntry(string Code, string English, string Chinese, string German)
{
    public static implicit operator CodeEntry((string Code, string English, string Chinese, string German) entry) => FromValueTuple(entry);

    public static CodeEntry FromValueTuple((string Code, string English, string Chinese, string German) entry) =>
        new(entry.Code, entry.English, entry.Chinese, entry.German);
}
