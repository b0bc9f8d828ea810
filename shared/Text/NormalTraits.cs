namespace InfoShare.Text;

/// <summary>What normalisation knows of one code point. Most of them have no trait at all.</summary>
internal sealed class NormalTraits
{
    /// <summary>Canonical combining class; 0 is a starter.</summary>
    public byte CombiningClass { get; set; }

    /// <summary>Full canonical decomposition, in canonical order.</summary>
    public int[]? Canonical { get; set; }

    /// <summary>Full compatibility decomposition, where it differs from the canonical one.</summary>
    public int[]? Compatible { get; set; }

    /// <summary>It is the second of some primary composite: it may go up in what stands before it.</summary>
    public bool MayCompose { get; set; }

    /// <summary>It is a primary composite: NFC leaves it as it is.</summary>
    public bool IsComposite { get; set; }

    /// <summary>The decomposition to use, or null when the code point stands for itself.</summary>
    public int[]? Decomposition(bool compatible) => compatible ? Compatible ?? Canonical : Canonical;

    /// <summary>The code point is in every normal text what it is here, but for its order among combining marks.</summary>
    public bool IsStable(bool compatible) => !MayCompose && (Canonical is null || IsComposite) && (!compatible || Compatible is null);
}
