namespace InfoShare.Benchmarks.Floors;

/// <summary>What the hub answered, to be answered again.</summary>
/// <param name="Headers">But for those that the server sets by itself.</param>
internal sealed record FloorAnswer(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static async Task<FloorAnswer> OfAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Transfer-Encoding"));
        if (response.Headers.TransferEncodingChunked == true)
        {
            // The client adds a length to what came in chunks.
            headers = headers.Where(header => header.Key != "Content-Length");
        }

        return new(headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)), body);
    }
}
