using System.Globalization;

namespace InfoShare.Functions.Hosting;

/// <summary>What the command line asks for: options to run with, or a text to print and an exit code.</summary>
public sealed record HubCommand(HubOptions Options, string? Text, int ExitCode)
{
    private const string Usage = """
        InfoShare hub

        usage:
          demo  [--urls URLS] [--data DIR]   a hub with invented agencies and records, in a temporary folder that ends with it
          serve [--urls URLS] --data DIR     a hub on the embedded store in DIR, or on the storage account that HubStorage names
          restored --data DIR                after a backup was put back: voids cursors and snapshots that know more than it; serves nothing

        options:
          --urls URLS   addresses to listen on (http://127.0.0.1:7071)
          --data DIR    the folder of the embedded store and of the hub's own issuer's key; made if it is not there
          --help        this text

        Under Azure Functions the program takes no arguments: FUNCTIONS_CUSTOMHANDLER_PORT says that it runs there,
        HubStorage where its storage account is, and InfoShare__DataDirectory where the embedded store is otherwise.
        """;

    private static readonly HubOptions None = new() { DataDirectory = "" };

    public static HubCommand Parse(IReadOnlyList<string> args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "help"))
        {
            return new(None, Usage, 0);
        }

        if (args.Count == 0 && Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT") is { } port)
        {
            return FunctionsHost(port);
        }

        if (args.Count == 0 || args[0] is not ("demo" or "serve" or "restored"))
        {
            return Wrong(args.Count == 0 ? "Say 'demo', 'serve' or 'restored'." : $"There is no command '{args[0]}'.");
        }

        return ReadOptions(args) is { } problem ? Wrong(problem) : Run(args);
    }

    private static HubCommand FunctionsHost(string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= ushort.MaxValue
            ? new(new() { DataDirectory = Environment.GetEnvironmentVariable("InfoShare__DataDirectory") ?? DefaultData(), CustomHandlerPort = number }, null, 0)
            : Wrong($"FUNCTIONS_CUSTOMHANDLER_PORT is '{port}', not a port.");

    private static HubCommand Run(IReadOnlyList<string> args)
    {
        var demo = args[0] == "demo";
        var data = Value(args, "--data");
        if (data is null && !demo)
        {
            return Wrong($"'{args[0]}' needs --data DIR.");
        }

        var options = new HubOptions { DataDirectory = data ?? Directory.CreateTempSubdirectory("infoshare-demo-").FullName, Demo = demo, Restored = args[0] == "restored", IsTemporary = data is null };
        return new(Value(args, "--urls") is { } urls ? options with { Urls = urls } : options, null, 0);
    }

    private static string? ReadOptions(IReadOnlyList<string> args)
    {
        for (var i = 1; i < args.Count; i += 2)
        {
            if (args[i] is not ("--urls" or "--data"))
            {
                return $"There is no option '{args[i]}'.";
            }

            if (i + 1 == args.Count)
            {
                return $"'{args[i]}' needs a value.";
            }
        }

        return Value(args, "--urls") is { } urls && !urls.Split(';').All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http")
            ? $"'--urls {urls}' is not a list of http addresses."
            : null;
    }

    private static string? Value(IReadOnlyList<string> args, string option)
    {
        for (var i = 1; i + 1 < args.Count; i += 2)
        {
            if (args[i] == option)
            {
                return args[i + 1];
            }
        }

        return null;
    }

    private static string DefaultData() => Path.Combine(Path.GetTempPath(), "infoshare");

    private static HubCommand Wrong(string problem) => new(None, $"{problem}{Environment.NewLine}{Environment.NewLine}{Usage}", 2);
}
