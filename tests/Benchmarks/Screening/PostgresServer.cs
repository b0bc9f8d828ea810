using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace InfoShare.Benchmarks.Screening;

/// <summary>A PostgreSQL of its own in a temporary folder, on a socket there, without durability, asked through one <c>psql</c>.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;

    private readonly string _programs;

    private PostgresServer(string folder, string programs, string version) => (_folder, _programs, Version) = (folder, programs, version);

    public string Version { get; }

    /// <summary>Null if it is not installed.</summary>
    public static async Task<PostgresServer?> StartAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        if (programs is null)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("infoshare-postgres-").FullName;
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", ["postgres", folder], null);
        }

        var server = new PostgresServer(folder, programs, (await RunAsync(Path.Combine(programs, "postgres"), ["--version"], null)).Trim());
        await server.AsOwnerAsync("initdb", ["-D", $"{folder}/data", "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8"]);
        await server.AsOwnerAsync("pg_ctl", ["-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o", $"-k {folder} -c listen_addresses= -c fsync=off", "start"]);
        return server;
    }

    public async Task LoadAsync(IReadOnlyList<(string Entity, string Name)> names)
    {
        var script = new StringBuilder("CREATE EXTENSION pg_trgm;\nCREATE TABLE names (entity text, name text);\n");
        foreach (var (entity, name) in names)
        {
            script.Append(CultureInfo.InvariantCulture, $"INSERT INTO names VALUES ({Quoted(entity)}, {Quoted(name)});\n");
        }

        script.Append("CREATE INDEX ON names USING gin (name gin_trgm_ops);\nANALYZE names;\n");
        await AskAsync(script.ToString());
    }

    /// <summary>The entities of the first five names for each, and how long all of them took the server.</summary>
    public async Task<(List<List<string>> Found, double Seconds)> AskAsync(IReadOnlyList<string> questions)
    {
        var script = new StringBuilder("\\timing on\nPREPARE q(text) AS SELECT entity FROM names WHERE name % $1 ORDER BY similarity(name, $1) DESC LIMIT 5;\n");
        for (var pass = 0; pass < 2; pass++)
        {
            script.Append(pass == 0 ? "" : "\\echo START\n");
            foreach (var question in questions)
            {
                script.Append(CultureInfo.InvariantCulture, $"\\echo ASKED\nEXECUTE q({Quoted(question)});\n");
            }
        }

        var output = await AskAsync(script.ToString());
        var (found, milliseconds) = (new List<List<string>>(), 0.0);
        foreach (var line in output[output.IndexOf("START", StringComparison.Ordinal)..].Split('\n').Skip(1))
        {
            if (line == "ASKED")
            {
                found.Add([]);
            }
            else if (line.StartsWith("Time: ", StringComparison.Ordinal))
            {
                milliseconds += double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            }
            else if (line.Length > 0)
            {
                found[^1].Add(line);
            }
        }

        return (found, milliseconds / 1000);
    }

    public async ValueTask DisposeAsync()
    {
        await AsOwnerAsync("pg_ctl", ["-D", $"{_folder}/data", "-m", "immediate", "stop"]);
        Directory.Delete(_folder, recursive: true);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private Task<string> AskAsync(string script) =>
        RunAsync(Path.Combine(_programs, "psql"), ["-h", _folder, "-U", "bench", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"], script);

    /// <summary>The server refuses to run as root.</summary>
    private Task<string> AsOwnerAsync(string program, string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments], null) : RunAsync(path, arguments, null);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string? input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
