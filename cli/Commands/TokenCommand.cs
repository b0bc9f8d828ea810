using System.CommandLine;
using InfoShare.Access;
using InfoShare.Cli.Options;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare token</c>: a token of the hub's own issuer, for who can read the hub's folder.</summary>
public sealed class TokenCommand : Command
{
    private readonly Option<DirectoryInfo> _data = new("--data") { Description = "The hub's folder, as given to `serve --data`.", Required = true, HelpName = "dir" };
    private readonly Option<string> _agency = new("--agency") { Description = "Whose token: the agency's id.", Required = true, HelpName = "id" };
    private readonly Option<string[]> _roles = new("--roles") { Description = "Its roles, separated by commas.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> _hours = new("--hours") { Description = "How long it is valid.", DefaultValueFactory = _ => 12 };
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;

    public TokenCommand(Terminal terminal, TimeProvider time)
        : base("token", $$"""
            Make a token of the hub's embedded issuer, and print it.

            The issuer's key lies in the hub's folder from its first start; whoever can read it can make any token. Roles count only as
            far as the agency's kind allows them: {{string.Join(", ", RoleCodes.All)}}.

              export INFOSHARE_TOKEN=$(infoshare token --data ./hub --agency hub-operator --roles administrator)
            """)
    {
        _terminal = terminal;
        _time = time;
        _hours.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > 8784)
            {
                result.AddError("--hours must be from 1 to 8784 (366 days).");
            }
        });
        foreach (var option in new Option[] { _data, _agency, _roles, _hours })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var agency = AgencyIds.Read(parsed.GetRequiredValue(_agency));
        var roles = RolesOf(parsed);
        using var key = Load(Path.Combine(parsed.GetRequiredValue(_data).FullName, EmbeddedIssuer.KeyFile));
        _terminal.Out.WriteLine(key.CreateToken(agency, roles, TimeSpan.FromHours(parsed.GetValue(_hours)), _time.GetUtcNow()));
        return ExitCodes.Done;
    }

    private Roles RolesOf(ParseResult parsed)
    {
        var roles = Roles.None;
        foreach (var code in Lists.Split(parsed.GetRequiredValue(_roles)))
        {
            roles |= RoleCodes.TryParse(code, out var role)
                ? role
                : throw new UsageException($"There is no role '{code}'; roles are {string.Join(", ", RoleCodes.All)}.");
        }

        return roles;
    }

    private static EmbeddedIssuerKey Load(string path)
    {
        try
        {
            return EmbeddedIssuerKey.Load(path);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"The issuer's key cannot be read ({failure.Message}). Is --data the folder of a hub that was started once?");
        }
    }
}
