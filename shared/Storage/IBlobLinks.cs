namespace InfoShare.Storage;

/// <summary>Addresses at which whoever has them gets a blob from the storage itself, for a few minutes: a store that has none does without.</summary>
public interface IBlobLinks
{
    /// <summary>An address to read one blob, and to do nothing else. A download that has begun while it held goes on.</summary>
    /// <param name="contentType">What the storage is to say of the content.</param>
    /// <param name="contentDisposition">Likewise.</param>
    /// <exception cref="StorageUnavailableException">None can be made just now.</exception>
    ValueTask<Uri> LinkAsync(string container, string name, string contentType, string contentDisposition, CancellationToken cancellationToken);
}
