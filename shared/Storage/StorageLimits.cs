namespace InfoShare.Storage;

/// <summary>The Table and Queue services' limits, which every adapter enforces alike (learn.microsoft.com, "Understanding the Table service data model").</summary>
public static class StorageLimits
{
    /// <summary>Operations in one commit.</summary>
    public const int MaxOperations = 100;

    /// <summary>Bytes of one commit as encoded: binaries in base64, keys and names included.</summary>
    public const int MaxCommitBytes = 4 * 1024 * 1024;

    /// <summary>UTF-16 code units in a partition or row key: 1 KiB.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>Bytes of one property: a binary's bytes, or a string's UTF-16 bytes.</summary>
    public const int MaxPropertyBytes = 64 * 1024;

    /// <summary>Bytes of one row, keys and names included.</summary>
    public const int MaxEntityBytes = 1024 * 1024;

    /// <summary>Properties of one row besides the keys.</summary>
    public const int MaxProperties = 252;

    /// <summary>Rows of one page.</summary>
    public const int MaxPage = 1000;

    /// <summary>UTF-8 bytes of a queue message before the base64 that the Functions host expects.</summary>
    public const int MaxMessageBytes = 48 * 1024;
}
