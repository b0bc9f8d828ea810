using System.Globalization;

namespace InfoShare.Benchmarks.Load;

/// <summary>What a load process sends: one HTTP/1.1 request, in which every <see cref="Placeholder"/> is replaced by a running number.</summary>
/// <param name="First">The first number.</param>
/// <param name="Modulo">Numbers come again after so many; 0: never.</param>
internal sealed record LoadPlan(int Port, int Connections, double Seconds, string RequestFile, long First, long Modulo)
{
    public const string Placeholder = "##########";

    public IEnumerable<string> ToArguments() =>
    [
        "load", Text(Port), Text(Connections), Seconds.ToString(CultureInfo.InvariantCulture), RequestFile, Text(First), Text(Modulo),
    ];

    public static LoadPlan Parse(IReadOnlyList<string> args) => new(
        int.Parse(args[0], CultureInfo.InvariantCulture),
        int.Parse(args[1], CultureInfo.InvariantCulture),
        double.Parse(args[2], CultureInfo.InvariantCulture),
        args[3],
        long.Parse(args[4], CultureInfo.InvariantCulture),
        long.Parse(args[5], CultureInfo.InvariantCulture));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
