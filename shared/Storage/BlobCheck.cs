namespace InfoShare.Storage;

/// <summary>Checks what is asked of <see cref="IBlobs"/>, for every adapter alike. All throw <see cref="StorageLimitException"/>.</summary>
public static class BlobCheck
{
    /// <summary>A blob's container and name: 1 to 1,024 characters, no control character, no backslash, no dot or slash at an end.</summary>
    public static void Name(string container, string name)
    {
        KeyCheck.Name("The container's name", container);
        StorageLimitException.ThrowIf(name.Length is < 1 or > 1024, "A blob's name", "has 1 to 1,024 characters");
        StorageLimitException.ThrowIf(name.Any(char.IsControl) || name.Contains('\\', StringComparison.Ordinal), "A blob's name", "holds no control character or backslash");
        StorageLimitException.ThrowIf(name[0] == '/' || name[^1] is '/' or '.', "A blob's name", "does not begin or end with a slash, or end with a dot");
        KeyCheck.Text("A blob's name", name);
    }

    /// <summary>A listing's container and prefix.</summary>
    public static void Prefix(string container, string prefix)
    {
        KeyCheck.Name("The container's name", container);
        StorageLimitException.ThrowIf(prefix.Length > 1024, "A prefix", "has at most 1,024 characters");
        KeyCheck.Text("A prefix", prefix);
    }

    /// <summary>The part of a blob that is read.</summary>
    public static void Range(long offset, long? length) =>
        StorageLimitException.ThrowIf(offset < 0 || length < 0, "A range", "has no negative offset or length");
}
