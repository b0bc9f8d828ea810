using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Cli.Ofac;

/// <summary>
/// Maps one entry of the list to a sanction. Whatever has no member of its own stays, in the list's words, in the summary, the numbers of
/// the alias and address rows included: two entries that differ in the list differ as records. Nothing is added that the list does not say;
/// so an organisation is a company only where it has a company's number, and has no country of its own.
/// </summary>
public sealed class OfacMapping(OfacCounts counts)
{
    private const int MaxNames = 100;
    private const int MaxIdentifiers = 50;
    private const int MaxPlaces = 50;

    private readonly List<MerchantName> _names = [];
    private readonly List<Identifier> _identifiers = [];
    private readonly List<OfacPlace> _places = [];
    private readonly List<string> _urls = [];
    private readonly List<string> _left = [];
    private bool _isCompany;

    public OfacSanction Map(OfacEntry entry)
    {
        Clear();
        AddName(new(entry.Name, "legal", null, Weak: false), "");
        foreach (var alias in entry.Aliases)
        {
            Read(alias);
        }

        foreach (var address in entry.Addresses)
        {
            Read(address);
        }

        foreach (var part in RemarkPart.Split(entry.Remarks))
        {
            Read(part, entry.Type);
        }

        counts.Add("written: sanctions");
        var summary = OfacSummary.Of(entry, _left, counts);
        return new($"OFAC-{entry.Number}", KindOf(entry), [.. _names], [.. _identifiers], [.. _places], [.. _urls], entry.Programmes, summary);
    }

    private void Clear()
    {
        _names.Clear();
        _identifiers.Clear();
        _places.Clear();
        _urls.Clear();
        _left.Clear();
        _isCompany = false;
    }

    private string KindOf(OfacEntry entry) => entry.Type switch
    {
        "individual" => "person",
        "vessel" => "vessel",
        "aircraft" => "aircraft",
        _ => _isCompany ? "company" : "unknown",
    };

    private void Read(OfacAlias alias)
    {
        var kind = alias.Type switch { "aka" => "alias", "fka" => "former", "nka" => "current", _ => null };
        if (kind is null || !AddName(new(alias.Name, kind, null, Weak: false), $"mapped: {alias.Type}"))
        {
            Leave("alias", $"{alias.Type} {alias.Name}");
        }

        if (alias.Remarks.Length > 0)
        {
            Leave("remark of an alias", $"alias {alias.Number}: {alias.Remarks}");
        }
    }

    private void Read(OfacAddress address)
    {
        if (OfacPlaces.Read(address) is { } place)
        {
            if (_places.Count < MaxPlaces)
            {
                counts.Add("mapped: addresses");
                counts.Add(place.Country is null ? "mapped: addresses without a country code" : "mapped: addresses with a country code");
                _places.Add(place);
            }
            else
            {
                Leave("address", $"address {place.Text}");
            }
        }

        if (address.Remarks.Length > 0)
        {
            Leave("remark of an address", $"address {address.Number}: {address.Remarks}");
        }
    }

    private void Read(RemarkPart part, string type)
    {
        if (part.IsCut || !(ReadAlias(part.Text) || ReadIdentifier(part.Text, type)))
        {
            Leave(part.IsCut ? "statement cut off by the field's length" : RemarkTopics.Of(part.Text), part.Text);
        }
    }

    /// <summary>An alias in the remarks is in single quotes, the list's sign for a weak one.</summary>
    private bool ReadAlias(string text)
    {
        var match = OfacPatterns.Alias.Match(text);
        if (!match.Success)
        {
            return false;
        }

        var kind = match.Groups["type"].Value switch { "f" => "former", "n" => "current", _ => "alias" };
        return AddName(new(match.Groups["name"].Value, kind, null, Weak: true), "mapped: weak aliases from the remarks");
    }

    private bool ReadIdentifier(string text, string type)
    {
        foreach (var rule in RemarkRule.All)
        {
            if (rule.Read(text) is { } number && OfacIdentifiers.Of(rule, number, type) is { } identifier && Add(identifier, number.IsLocal))
            {
                _isCompany |= rule.NamesCompany;
                KeepPath(rule, number);
                return !number.SaysMore;
            }
        }

        return false;
    }

    private void KeepPath(RemarkRule rule, RemarkNumber number)
    {
        if (rule.Scheme is "domain" && OfacIdentifiers.UrlWithPath(number.Value) is { } url)
        {
            _urls.Add(url);
        }
    }

    private bool Add(Identifier identifier, bool isLocal)
    {
        // One that is given as a country's already needs no doubtful copy.
        if (_identifiers.Contains(identifier) || (isLocal && _identifiers.Contains(identifier with { Unverified = false })))
        {
            return true;
        }

        _identifiers.Remove(identifier with { Unverified = true });
        if (_identifiers.Count >= MaxIdentifiers)
        {
            return false;
        }

        counts.Add($"mapped: identifiers, {identifier.Scheme}{(isLocal ? ", of a local register (unverified)" : identifier.Unverified ? ", check digit wrong (unverified)" : "")}");
        _identifiers.Add(identifier);
        return true;
    }

    private bool AddName(MerchantName name, string count)
    {
        if (_names.Any(other => other.Text == name.Text && other.Kind == name.Kind))
        {
            counts.Add("mapped: aliases that repeat one of their entry");
            return true;
        }

        if (_names.Count >= MaxNames)
        {
            return false;
        }

        if (count.Length > 0)
        {
            counts.Add(count);
        }

        _names.Add(name);
        return true;
    }

    private void Leave(string topic, string text)
    {
        counts.Add($"left in the summary: {topic}");
        _left.Add(text);
    }
}
