using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>How the lines of an input are read as record lines.</summary>
public abstract class LineFormat(TextEncoding encoding)
{
    public TextEncoding Encoding => encoding;

    public abstract LineBoundary Boundary { get; }

    /// <summary>Lines at the beginning that are no records.</summary>
    public abstract int HeaderLines { get; }

    /// <summary>There is nothing on the line: it is passed over, and only counted for its number.</summary>
    public virtual bool IsBlank(InputLine line) => line.IsBlank;

    /// <summary>The line as a record line, or null with everything that is wrong with it in <paramref name="errors"/>.</summary>
    public abstract RecordLine? Read(InputLine line, PublishingContext context, ErrorList errors);

    /// <summary>What can be told of a line that <see cref="Read"/> has refused.</summary>
    public abstract LineName NameOf(InputLine line);
}
