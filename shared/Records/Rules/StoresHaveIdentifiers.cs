using InfoShare.Json;
using InfoShare.Records.Facts;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>A store is found by its identifier, so platform and id must make one.</summary>
public sealed class StoresHaveIdentifiers : IShapeRule
{
    public string Sentence => "A store's platform and id together make an identifier of the scheme 'store'.";

    public void Check(in ObjectMembers members)
    {
        if (!members.TryGet("stores", out var stores))
        {
            return;
        }

        var reading = members.Reading;
        var index = 0;
        reading.Enter("stores");
        foreach (var store in stores.EnumerateArray())
        {
            reading.Enter(index++);
            var identifier = DerivedIdentifiers.ReadStore(store);
            if (identifier.Value is null)
            {
                reading.Refuse("id", identifier.Code ?? ErrorCodes.InvalidIdentifier, identifier.Message!);
            }

            reading.Leave();
        }

        reading.Leave();
    }
}
