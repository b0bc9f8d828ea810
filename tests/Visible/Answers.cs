using System.Text.Json;

namespace InfoShare.Tests.Visible;

/// <summary>An answer's status and body.</summary>
internal sealed record Answer(int Status, string Text)
{
    public static async Task<Answer> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task<Answer> PostAsync(HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The ids of an array's objects; none where there is no such array.</summary>
    public IReadOnlyList<string> Ids(string array, string member = "id")
    {
        using var document = JsonDocument.Parse(Text);
        return document.RootElement.TryGetProperty(array, out var items)
            ? [.. items.EnumerateArray().Select(item => item.GetProperty(member).GetString()!)]
            : [];
    }

    public bool Has(string member)
    {
        using var document = JsonDocument.Parse(Text);
        return document.RootElement.TryGetProperty(member, out _);
    }
}
