using System.Globalization;
using System.Text;
using InfoShare.Identifiers;
using InfoShare.Merchants;

namespace InfoShare.Screening;

/// <summary>What else than the name speaks for or against a record: identifiers, country, kind of merchant, kind of name.</summary>
internal sealed class Qualifiers(ScreeningQuery query, IndexedRecord record)
{
    private const int Decimals = 4;

    private readonly List<MatchReason> _reasons = [];

    private double _score;

    public NameScore Apply(NameScore name, in RecordName of)
    {
        _score = name.Score;
        _reasons.Clear();
        _reasons.AddRange(name.Reasons);
        if (of.Weak)
        {
            Multiply("weak-name", ScoringTable.WeakName, "The publisher marks the name as weak.");
        }

        if (of.Kind == "former")
        {
            Multiply("former-name", ScoringTable.FormerName, "It is a former name.");
        }

        Kind();
        Country(name.Place);
        Identifiers();
        return new(Math.Round(_score, Decimals), [.. _reasons.OrderByDescending(reason => Math.Abs(reason.Effect))]);
    }

    private void Kind()
    {
        var kind = record.MerchantKind;
        if (query.Kind is { } asked && kind is not null && Group(asked) is { } one && Group(kind) is { } other && one != other)
        {
            Multiply("kind-differs", ScoringTable.KindDiffers, $"The kind of merchant differs: {asked} / {kind}.");
        }
    }

    /// <summary>Kinds that are not mistaken for one another; null for those that may be any.</summary>
    private static string? Group(string kind) => kind switch
    {
        "company" or "public-body" => "organisation",
        "person" or "vessel" or "aircraft" => kind,
        _ => null,
    };

    /// <summary>A place that only one name has tells of no sister if the other one is of that country.</summary>
    private void Country(PlaceOfSister? place)
    {
        if (place is { Country: { } named } sister && named == (sister.IsAsked ? record.Header.MerchantCountry : query.Country))
        {
            Multiply("place-is-country", 1 / sister.Factor, $"The place is the country of the other one: {named}.");
        }

        if (query.Country is { } asked && record.Header.MerchantCountry is { } country && asked != country)
        {
            Multiply("country-differs", ScoringTable.CountryDiffers, $"The country differs: {asked} / {country}.");
        }
    }

    private void Identifiers()
    {
        var conflict = (Identifier?)null;
        foreach (var asked in query.Identifiers)
        {
            var value = Encoding.UTF8.GetBytes(asked.Value);
            if (IdentifierScheme.TryGet(asked.Scheme) is not { } scheme)
            {
                continue;
            }

            if (record.Carries(asked.Scheme, value, Carrying.Verified))
            {
                Agree(asked, scheme.IsFollowed ? ScoringTable.IdentifierAgrees : ScoringTable.WeakIdentifierAgrees);
                return;
            }

            conflict = scheme.IsFollowed && HasOther(asked.Scheme) ? asked : conflict;
        }

        if (conflict is not null)
        {
            Multiply("identifier-differs", ScoringTable.IdentifierDiffers, $"The merchant has another number of the scheme {conflict.Scheme} than {conflict.Value}.");
        }
    }

    private bool HasOther(string scheme)
    {
        foreach (var identifier in record.Identifiers)
        {
            if (identifier.Scheme == scheme && !identifier.Unverified)
            {
                return true;
            }
        }

        return false;
    }

    private void Agree(Identifier identifier, double least)
    {
        // Told even where the name alone says as much: whoever decides wants to know that the number agrees.
        var lift = Math.Max(0, least - _score);
        _reasons.Add(new("identifier-agrees", Math.Round(lift, Decimals), string.Create(CultureInfo.InvariantCulture, $"The identifier {identifier.Scheme}:{identifier.Value} agrees.")));
        _score += lift;
    }

    private void Multiply(string feature, double factor, string text)
    {
        var before = _score;
        _score *= factor;
        if (before > 0)
        {
            _reasons.Add(new(feature, Math.Round(_score - before, Decimals), text));
        }
    }
}
