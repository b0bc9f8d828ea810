using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfoShare.Tests.Access;

public sealed class TokensAtOnceTests
{
    [Fact]
    public async Task Many_First_Tokens_Verified_At_Once_Are_All_Valid()
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-tokens-");
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            for (var start = 0; start < 100; start++)
            {
                var path = Path.Combine(folder.FullName, $"{start}");
                using var key = EmbeddedIssuerKey.LoadOrCreate(path);
                var tokens = Enumerable.Range(0, 16).Select(_ => key.CreateToken(AgencyId.Parse("de-sample"), Roles.Reader, TimeSpan.FromHours(1), now)).ToList();
                var issuers = new TrustedIssuers(new() { EmbeddedKeyPath = path }, null!, TimeProvider.System, NullLoggerFactory.Instance);
                var verification = new TokenVerification(issuers, TimeProvider.System);
                using var gate = new Barrier(tokens.Count);

                var refusals = await Task.WhenAll(tokens.Select(token => Task.Factory.StartNew(
                    () =>
                    {
                        gate.SignalAndWait();
                        return verification.VerifyAsync(token, CancellationToken.None).AsTask();
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default).Unwrap()));

                Assert.All(refusals, answer => Assert.Equal("", answer.Refusal));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
