namespace InfoShare.Merchants;

/// <summary>The hashes under which a record is found, each once.</summary>
internal static class IndexKeys
{
    public static HashSet<ulong> Of(in IndexedRecord record, IndexHash hash)
    {
        var keys = new HashSet<ulong>();
        foreach (var identifier in record.Identifiers)
        {
            keys.Add(hash.Identifier(false, identifier.Scheme, identifier.Utf8));
        }

        foreach (var party in record.Parties)
        {
            foreach (var identifier in party.Identifiers)
            {
                keys.Add(hash.Identifier(true, identifier.Scheme, identifier.Utf8));
            }
        }

        return keys;
    }
}
