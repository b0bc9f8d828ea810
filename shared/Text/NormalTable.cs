using System.Collections.Frozen;

namespace InfoShare.Text;

/// <summary>
/// What normalisation knows of each code point, read once from <c>normalization.bin</c>, which <c>tables/generate.py</c> makes of the
/// Unicode Character Database.
/// </summary>
internal sealed class NormalTable
{
    private const int PageSize = 256;
    private const int PageCount = 0x110000 / PageSize;

    private static readonly NormalTraits Inert = new();

    private readonly NormalTraits?[]?[] _pages = new NormalTraits?[]?[PageCount];
    private readonly FrozenDictionary<long, int> _composites;

    private NormalTable(VarintReader reader)
    {
        UnicodeVersion = new(reader.Next(), reader.Next(), reader.Next());
        ReadClasses(reader);
        ReadDecompositions(reader, (traits, decomposition) => traits.Canonical = decomposition);
        ReadDecompositions(reader, (traits, decomposition) => traits.Compatible = decomposition);
        _composites = ReadComposites(reader);
        foreach (var jamo in Enumerable.Range(Hangul.VowelBase, Hangul.VowelCount).Concat(Enumerable.Range(Hangul.TailBase + 1, Hangul.TailCount - 1)))
        {
            At(jamo).MayCompose = true;
        }
    }

    public static NormalTable Instance { get; } = Load();

    public Version UnicodeVersion { get; }

    public NormalTraits this[int codePoint] => _pages[codePoint / PageSize]?[codePoint % PageSize] ?? Inert;

    /// <summary>The primary composite of two code points.</summary>
    public bool TryCompose(int first, int second, out int composite) =>
        _composites.TryGetValue(Pair(first, second), out composite) || Hangul.TryCompose(first, second, out composite);

    private static NormalTable Load()
    {
        using var stream = typeof(NormalTable).Assembly.GetManifestResourceStream("InfoShare.Text.normalization.bin")
            ?? throw new InvalidOperationException("The table of normalisation is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(new(bytes));
    }

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;

    private NormalTraits At(int codePoint) => (_pages[codePoint / PageSize] ??= new NormalTraits?[PageSize])[codePoint % PageSize] ??= new();

    private void ReadClasses(VarintReader reader)
    {
        for (var (left, codePoint) = (reader.Next(), 0); left > 0; left--)
        {
            At(codePoint += reader.Next()).CombiningClass = (byte)reader.Next();
        }
    }

    private void ReadDecompositions(VarintReader reader, Action<NormalTraits, int[]> set)
    {
        for (var (left, codePoint) = (reader.Next(), 0); left > 0; left--)
        {
            codePoint += reader.Next();
            var decomposition = new int[reader.Next()];
            for (var i = 0; i < decomposition.Length; i++)
            {
                decomposition[i] = reader.Next();
            }

            set(At(codePoint), decomposition);
        }
    }

    private FrozenDictionary<long, int> ReadComposites(VarintReader reader)
    {
        var composites = new Dictionary<long, int>();
        for (var left = reader.Next(); left > 0; left--)
        {
            var (first, second, composite) = (reader.Next(), reader.Next(), reader.Next());
            composites.Add(Pair(first, second), composite);
            At(second).MayCompose = true;
            At(composite).IsComposite = true;
        }

        return composites.ToFrozenDictionary();
    }

    /// <summary>Integers of 7 bits a byte, low bits first.</summary>
    private sealed class VarintReader(byte[] bytes)
    {
        private int _at;

        public int Next()
        {
            var (value, shift) = (0, 0);
            while (true)
            {
                var part = bytes[_at++];
                value |= (part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return value;
                }

                shift += 7;
            }
        }
    }
}
