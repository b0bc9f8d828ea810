using System.Globalization;

namespace InfoShare.Agencies;

/// <summary>An agency as the registry holds it.</summary>
/// <param name="Revision">Counts its writes from 1.</param>
public sealed record StoredAgency(Agency Agency, long Revision)
{
    /// <summary>The API's strong ETag.</summary>
    public string ETag => string.Create(CultureInfo.InvariantCulture, $"\"{Revision}\"");
}
