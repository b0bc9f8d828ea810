namespace InfoShare.Shapes;

/// <summary>What a text is, which says what it may hold.</summary>
public enum TextKind
{
    /// <summary>A line that people write, a name or a title: checked for card and account numbers.</summary>
    Line,

    /// <summary>What people write at length: as a line, with line feeds and tabulators.</summary>
    Prose,

    /// <summary>A number or code that somebody gave: long digits are its nature, so that it is not checked for personal ones.</summary>
    Number,

    /// <summary>
    /// A number by which things are found again. Two that look the same must be the same: white space around it is refused, not taken off,
    /// and so are characters that do not show (Unicode's category Cf: marks of direction, zero-width characters).
    /// </summary>
    Reference,
}
