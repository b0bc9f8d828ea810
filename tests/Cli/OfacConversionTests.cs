using InfoShare.Cli.Ofac;

namespace InfoShare.Tests.Cli;

public sealed class OfacConversionTests
{
    private const string TwoEntries =
        "7,\"INVENTED \"\"BLUE\"\" SHIPPING, LTD.\",-0- ,\"ONE] [TWO\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
        + "9,\"DOE, Sample\",\"individual\",\"ONE\",\"Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 01 Jan 1900; a.k.a. 'ABU-'SAMPLE'.\"\r\n\u001a";

    [Fact]
    public void An_Entry_Becomes_A_Sanction_With_Its_Aliases_And_Addresses()
    {
        using var files = new OfacFiles(
            TwoEntries,
            "7,1,\"aka\",\"BLUE INVENTED\",-0- \r\n7,2,\"fka\",\"GREEN INVENTED\",-0- \r\n7,3,\"nka\",\"RED INVENTED\",-0- \r\n\u001a",
            "7,1,\"1 Sample Street\",\"Sampleton, North AB1 2CD\",\"Germany\",-0- \r\n7,2,-0- ,-0- ,-0- ,-0- \r\n\u001a");

        var sanction = files.Convert()[0];

        Assert.Equal("OFAC-7", sanction.GetProperty("reference").GetString());
        Assert.Equal("financial-sanctions", sanction.GetProperty("category").GetString());
        Assert.Equal("""[{"kind":"asset-freeze"}]""", sanction.GetProperty("measures").GetRawText());
        Assert.Equal("""[{"title":"ONE","jurisdiction":"US"},{"title":"TWO","jurisdiction":"US"}]""", sanction.GetProperty("legalBasis").GetRawText());
        var merchant = sanction.GetProperty("merchant");
        Assert.Equal("unknown", merchant.GetProperty("kind").GetString());
        Assert.Equal(
            ["legal INVENTED \"BLUE\" SHIPPING, LTD.", "alias BLUE INVENTED", "former GREEN INVENTED", "current RED INVENTED"],
            merchant.GetProperty("names").EnumerateArray().Select(name => $"{name.GetProperty("kind").GetString()} {name.GetProperty("text").GetString()}"));
        Assert.Equal(
            """[{"text":"1 Sample Street, Sampleton, North AB1 2CD, Germany","city":"Sampleton","region":"North","postalCode":"AB1 2CD","country":"DE"}]""",
            merchant.GetProperty("addresses").GetRawText());
    }

    [Fact]
    public void A_Person_Keeps_In_The_Summary_What_Has_No_Member_And_Quoted_Aliases_Are_Weak()
    {
        using var files = new OfacFiles(TwoEntries);

        var sanction = files.Convert()[1];

        Assert.Equal("person", sanction.GetProperty("merchant").GetProperty("kind").GetString());
        var alias = sanction.GetProperty("merchant").GetProperty("names")[1];
        Assert.Equal("""{"text":"ABU-'SAMPLE","kind":"alias","weak":true}""", alias.GetRawText());
        var summary = sanction.GetProperty("summary").GetString();
        Assert.Contains("Title: Director.", summary, StringComparison.Ordinal);
        Assert.Contains("Remarks: DOB 01 Jan 1900.", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Website http://www.invented.example/", "domain")]
    [InlineData("alt. Website invented.example", "domain")]
    [InlineData("SWIFT/BIC INVEDEFF", "bic")]
    [InlineData("Tax ID No. 12345678 (Malta)", "tax")]
    [InlineData("Company Number 0123456 (United Kingdom)", "registration")]
    [InlineData("Registration ID HRB 12345 (Germany)", "registration")]
    [InlineData("Legal Entity Number 999001999 (Netherlands)", "registration")]
    [InlineData("alt. Business Number 99900199 (Taiwan)", "registration")]
    [InlineData("Certificate of Incorporation Number 9990019 (Hong Kong)", "registration")]
    [InlineData("Trade License No. 999001 (United Arab Emirates)", "registration")]
    [InlineData("Chamber of Commerce Number 99900199 (Netherlands)", "registration")]
    [InlineData("alt. Matricula Mercantil No 99900-1 (Colombia)", "registration")]
    public void Numbers_That_Are_Understood_Leave_The_Summary(string remark, string scheme)
    {
        using var files = OfacFiles.WithRemarks($"{remark}.");

        var sanction = Assert.Single(files.Convert());

        var identifier = Assert.Single(sanction.GetProperty("merchant").GetProperty("identifiers").EnumerateArray());
        Assert.Equal(scheme, identifier.GetProperty("scheme").GetString());
        Assert.DoesNotContain("Remarks", sanction.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tax ID No. 12345678", "-0- ")]
    [InlineData("Registration Number 12345 (Atlantis)", "-0- ")]
    [InlineData("Trade License No. HRB 999001", "-0- ")]
    [InlineData("Legal Entity Number 999001999", "-0- ")]
    [InlineData("Registration Number 12345 (Germany)", "vessel")]
    [InlineData("Company Number 12345 (Atlantis City) (Atlantis)", "-0- ")]
    [InlineData("Matricula Mercantil No 12345 (Medellin)", "-0- ")]
    [InlineData("Linked To: SAMPLE TRADING LTD", "-0- ")]
    public void What_Is_Not_Understood_Stays_In_The_Summary(string remark, string type)
    {
        using var files = OfacFiles.WithRemarks(remark, type);

        var sanction = Assert.Single(files.Convert());

        Assert.False(sanction.GetProperty("merchant").TryGetProperty("identifiers", out _));
        Assert.Contains(remark, sanction.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Number_Of_A_State_Is_Found_And_The_State_Stays_In_The_Summary()
    {
        using var files = OfacFiles.WithRemarks("Folio Mercantil No. 99900-1 (Jalisco) (Mexico)");

        var sanction = Assert.Single(files.Convert());

        Assert.Equal("""[{"scheme":"registration","value":"MX:999001","unverified":true}]""", sanction.GetProperty("merchant").GetProperty("identifiers").GetRawText());
        Assert.Contains("(Jalisco)", sanction.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trade License No. 999001 (United Arab Emirates)", true)]
    [InlineData("Trade License No. C 999001 (Malta); Registration Number C 999001 (Malta)", false)]
    [InlineData("Registration Number C 999001 (Malta); Trade License No. C 999001 (Malta)", false)]
    public void A_Number_Of_A_Local_Register_Is_Found_And_Joins_Nothing(string remarks, bool isUnverified)
    {
        using var files = OfacFiles.WithRemarks(remarks);

        var identifier = Assert.Single(Assert.Single(files.Convert()).GetProperty("merchant").GetProperty("identifiers").EnumerateArray());

        Assert.Equal(isUnverified, identifier.TryGetProperty("unverified", out var said) && said.GetBoolean());
    }

    [Fact]
    public void A_Number_With_Its_Date_Of_Issue_Is_Mapped_And_Stays_In_The_Summary()
    {
        using var files = OfacFiles.WithRemarks("Registration Number 12345 (Burma) issued 29 Feb 2016");

        var sanction = Assert.Single(files.Convert());

        Assert.Single(sanction.GetProperty("merchant").GetProperty("identifiers").EnumerateArray());
        Assert.Contains("issued 29 Feb 2016", sanction.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Card_Like_Number_Is_Withheld_And_Counted()
    {
        using var files = OfacFiles.WithRemarks("Identification Number 4111 1111 1111 1111; Government Gazette Number 4111111111111112");

        var summary = Assert.Single(files.Convert(out var counts)).GetProperty("summary").GetString();

        Assert.Contains("Identification Number [number withheld]", summary, StringComparison.Ordinal);
        Assert.Contains("4111111111111112", summary, StringComparison.Ordinal);
        Assert.Equal(1, counts["withheld: card or account numbers in the remarks"]);
    }

    [Fact]
    public void A_Statement_Cut_Off_By_The_Fields_Length_Is_Not_Read()
    {
        var start = "Linked To: SAMPLE; Tax ID No. 12345678 (Malta); Website invented.exam";
        using var files = OfacFiles.WithRemarks(new string('x', RemarkPart.FieldLength - start.Length - 2) + "; " + start);

        var identifiers = Assert.Single(files.Convert()).GetProperty("merchant").GetProperty("identifiers");

        Assert.Equal("tax", Assert.Single(identifiers.EnumerateArray()).GetProperty("scheme").GetString());
    }

    [Theory]
    [InlineData("1,\"A\",-0- \r\n", "row 1 has 3 columns")]
    [InlineData("1,\"A", "opens a quote")]
    public void A_File_That_Is_Not_The_Lists_Is_Refused(string sdn, string expected)
    {
        using var files = new OfacFiles(sdn);

        var failure = Assert.Throws<OfacFormatException>(() => files.Convert());

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_Entry_That_Comes_Twice_Is_Refused()
    {
        using var files = new OfacFiles(TwoEntries.TrimEnd('\u001a') + TwoEntries);

        Assert.Throws<OfacFormatException>(() => files.Convert());
    }
}
