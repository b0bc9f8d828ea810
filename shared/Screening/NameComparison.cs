namespace InfoShare.Screening;

/// <summary>
/// Compares two names by a table of features. The words that agree carry the score; words that stand against each other, that one side lacks
/// or that are misspelt take their share of it; then legal forms and order change what is left.
/// </summary>
internal sealed class NameComparison
{
    private readonly ParsedName _asked;

    private readonly ParsedName _found;

    private readonly bool _persons;

    private readonly Alignment _alignment;

    private readonly List<MatchReason>? _reasons;

    /// <summary>What speaks against the names being one: words that agree and are misspelt, that differ, that one or the other lacks.</summary>
    private float _misspelt;

    private float _conflict;

    private float _missing;

    private float _added;

    private bool _isPart;

    private double _score;

    private PlaceOfSister? _place;

    private NameComparison(ParsedName asked, ParsedName found, bool persons, bool explain, KnownWords? known)
    {
        (_asked, _found, _persons, _alignment) = (asked, found, persons, Alignment.Of(asked, found, known));
        _reasons = explain ? [] : null;
    }

    /// <summary>Between two names.</summary>
    /// <param name="persons">Weighs them as persons' names.</param>
    /// <param name="known">What the question has learnt of the index's words so far, if <paramref name="found"/> is from an index.</param>
    /// <param name="isPart">Only part of the name is asked: what the other has besides hardly counts.</param>
    public static NameScore Compare(ParsedName asked, ParsedName found, bool persons, bool explain = true, KnownWords? known = null, bool isPart = false)
    {
        if (asked.Words.Length == 0 || found.Words.Length == 0)
        {
            return new(0, []);
        }

        if (AreSame(asked, found))
        {
            return new(1, explain ? [new("same-name", 1, "The names are the same after folding.")] : []);
        }

        var comparison = new NameComparison(asked, found, persons, explain, known) { _isPart = isPart };
        comparison.Run();
        return new(Math.Clamp(comparison._score, 0, ScoringTable.NotTheSame), comparison._reasons ?? []) { Place = comparison._place };
    }

    /// <summary>The same words, and where both are in Han characters the same of these.</summary>
    private static bool AreSame(ParsedName one, ParsedName other)
    {
        var same = one.HasWordsOf(other);
        for (var at = 0; same && at < one.Words.Length; at++)
        {
            same = !WordLikeness.AreWrittenApart(one.Words[at], other.Words[at]);
        }

        return same;
    }

    private void Run()
    {
        var (agreeing, telling) = Agreeing();
        if (agreeing == 0)
        {
            return;
        }

        Against();
        var whole = agreeing + _misspelt + _conflict + _missing + _added;
        _score = agreeing / whole;
        _reasons?.AddRange(ReasonsOf(whole));
        if (!telling && (_asked.HasTelling || (_found.HasTelling && !_isPart)))
        {
            Multiply("nothing-telling-agrees", ScoringTable.NothingTelling, "Only words agree that many names have.");
        }

        if (_score < ScoringTable.OneLetter && DifferByOneLetter())
        {
            _reasons?.Add(new("one-letter-differs", Math.Round(ScoringTable.OneLetter - _score, 4), "The names differ by one letter."));
            _score = ScoringTable.OneLetter;
        }

        CompareSisters();
        CompareForms();
        if (_score > 0.9 && IsReordered())
        {
            Multiply("order-differs", ScoringTable.OrderDiffers, "The words stand in another order.");
        }
    }

    private IEnumerable<MatchReason> ReasonsOf(float whole)
    {
        yield return new("words-agree", 1, Sentences.Agree(_asked, _found, _alignment));
        foreach (var (feature, weight, text) in new (string, float, Func<ParsedName, ParsedName, Alignment, string>)[]
        {
            ("words-spelt-differently", _misspelt, Sentences.Spelt),
            ("words-differ", _conflict, Sentences.Differ),
            ("words-missing", _missing, Sentences.Missing),
            ("words-added", _added, Sentences.Added),
        })
        {
            if (weight > 0)
            {
                yield return new(feature, -Math.Round(weight / whole, 4), text(_asked, _found, _alignment));
            }
        }
    }

    /// <summary>The weight of what agrees, and whether a telling word is in it; what it lacks to be the same goes to the other side.</summary>
    private (float Weight, bool Telling) Agreeing()
    {
        var (agreeing, lacking, telling) = (0f, 0f, false);
        foreach (var match in _alignment.Matches)
        {
            var weight = (Weight(_asked, match.At, match.Count) + Weight(_found, match.OtherAt, match.OtherCount)) / 2;
            agreeing += weight * match.Likeness;
            lacking += weight * (1 - match.Likeness);
            telling |= match.IsAcronym || _asked.Content[match.At].IsTelling || _found.Content[match.OtherAt].IsTelling;
        }

        _misspelt = lacking * (float)ScoringTable.Misspelt;
        return (agreeing, telling);
    }

    private void Against()
    {
        var (asked, askedExtra, askedTrade) = Left(_asked, _alignment.Used);
        var (found, foundExtra, foundTrade) = Left(_found, _alignment.OtherUsed);
        var conflict = Math.Min(asked, found);
        var trade = Math.Min(conflict, Math.Min(askedTrade, foundTrade));
        _conflict = _persons ? conflict * (float)ScoringTable.PersonConflict
            : (trade * (float)ScoringTable.TradeConflict) + ((conflict - trade) * (float)ScoringTable.Conflict);
        _missing = Extra(asked, askedExtra, conflict);
        _added = Extra(found, _isPart ? found * (float)(_asked.HasTelling ? ScoringTable.ExtraToPart : ScoringTable.ExtraToCommonPart) : foundExtra, conflict);
    }

    private static float Extra(float all, float extra, float conflict) => all > conflict ? extra * (1 - (conflict / all)) : 0;

    /// <summary>The weight of words that agree with none, plainly and as far as only one side having them speaks against the other.</summary>
    private (float All, float Extra, float Trade) Left(ParsedName name, ReadOnlySpan<bool> used)
    {
        var (all, extra, trade) = (0f, 0f, 0f);
        for (var at = 0; at < used.Length; at++)
        {
            if (!used[at])
            {
                ref readonly var word = ref name.Content[at];
                all += word.Weight;
                extra += word.Weight * ExtraOf(word);
                trade += word.Kind == WordKind.Trade ? word.Weight : 0;
            }
        }

        return (all, extra, trade);
    }

    private float ExtraOf(in NameWord word) => (float)(word.Kind switch
    {
        WordKind.Place => ScoringTable.ExtraPlace,
        WordKind.Number => ScoringTable.ExtraNumber,
        WordKind.Trade or WordKind.Generic => ScoringTable.ExtraCommon,
        _ => _persons ? ScoringTable.PersonExtra : ScoringTable.Extra,
    });

    private static float Weight(ParsedName name, int at, int count)
    {
        var weight = 0f;
        for (var each = at; each < at + count; each++)
        {
            weight += name.Content[each].Weight;
        }

        return weight;
    }

    /// <summary>A branch, or a company that says its place behind its name, is a sister of the one that does not, or that says another.</summary>
    private void CompareSisters()
    {
        var (one, other) = (SisterMark.Of(_asked, _alignment.Used, _found), _isPart ? SisterMark.None : SisterMark.Of(_found, _alignment.OtherUsed, _asked));
        if (one.IsBranch != other.IsBranch)
        {
            Multiply("branch", ScoringTable.Branch, "Only one of the names is that of a branch.");
        }

        if (one.Place >= 0 && other.Place >= 0)
        {
            Multiply("place-of-sister", ScoringTable.PlaceOfSister, $"Each of the names says another place behind it: {_asked.Content[one.Place].Text} / {_found.Content[other.Place].Text}.");
        }
        else if (one.Place >= 0 || other.Place >= 0)
        {
            ref readonly var place = ref one.Place >= 0 ? ref _asked.Content[one.Place] : ref _found.Content[other.Place];
            Multiply("place-of-sister", ScoringTable.PlaceOfSister, $"Only one of the names says a place behind it, as sister companies do: {place.Text}.");
            _place = new(CountryWords.CodeOf(place), one.Place >= 0, ScoringTable.PlaceOfSister);
        }
    }

    private void CompareForms()
    {
        if ((_asked.Forms.Length == 0 && _found.Forms.Length == 0) || (_isPart && _asked.Forms.Length == 0))
        {
            return;
        }

        if (_asked.Forms.Length == 0 || _found.Forms.Length == 0)
        {
            Multiply("legal-form-missing", ScoringTable.FormMissing, "Only one of the names has a legal form.");
            return;
        }

        var (one, other) = (_asked.Forms[0], _found.Forms[0]);
        if (!_asked.Forms.Any(form => _found.Forms.Any(each => LegalForms.Agree(form.Idea, each.Idea))))
        {
            Multiply("legal-form-differs", ScoringTable.FormDiffers, $"The legal form differs: {one.Text} / {other.Text}.");
        }
        else if (one.Text != other.Text)
        {
            Multiply("legal-form-spelt-differently", ScoringTable.FormSpelt, $"The legal form is written differently: {one.Text} / {other.Text}.");
        }
    }

    /// <summary>
    /// One letter, in one word long enough for it to be a slip, of names long enough; a digit is none, and in a short word or an acronym one
    /// letter makes another name.
    /// </summary>
    private bool DifferByOneLetter()
    {
        const int LongEnough = 14;
        const int LongEnoughWord = 6;
        var (one, other) = (_asked.Content, _found.Content);
        if (_persons || one.Length != other.Length)
        {
            return false;
        }

        var (differing, length) = (0, 0);
        for (var at = 0; at < one.Length; at++)
        {
            length += one[at].Text.Length + 1;
            if (!string.Equals(one[at].Text, other[at].Text, StringComparison.Ordinal)
                && (++differing > 1 || Math.Min(one[at].Text.Length, other[at].Text.Length) < LongEnoughWord || Spelling.Distance(one[at].Text, other[at].Text, 1) > 1 || Pinyin.TryCompare(one[at].Text, other[at].Text, out _)))
            {
                return false;
            }
        }

        return differing == 1 && length > LongEnough && _asked.Numbers == _found.Numbers;
    }

    private bool IsReordered()
    {
        var last = -1;
        foreach (var match in _alignment.Matches.OrderBy(match => match.At))
        {
            if (match.OtherAt < last)
            {
                return true;
            }

            last = match.OtherAt;
        }

        return false;
    }

    private void Multiply(string feature, double factor, string text)
    {
        var before = _score;
        _score *= factor;
        _reasons?.Add(new(feature, Math.Round(_score - before, 4), text));
    }
}
