namespace InfoShare.Cli.Ofac;

/// <summary>What a statement that stays in the summary is about, for the counts.</summary>
public static class RemarkTopics
{
    private const string Other = "other text";

    private static readonly string[] Starts =
    [
        "Additional Sanctions Information", "Aircraft", "all offices worldwide", "All Offices Worldwide", "Branch Unit Number", "Business Number",
        "Business Registration", "C.I.F.", "C.R. No.", "C.U.R.P.", "CAATSA", "Cedula No.", "Certificate of Incorporation", "Chamber of Commerce", "Chinese Commercial Code", "citizen",
        "Commercial Registry Number", "Company Number", "D-U-N-S Number", "D.N.I.", "Digital Currency Address", "DOB", "Driver's License", "Electoral Registry",
        "Email", "Enterprise Number", "Executive Order", "Fax", "Folio Mercantil", "Former Vessel Flag", "Gender", "Government Gazette Number", "I.F.E.",
        "Identification Number", "Legal Entity Number", "License", "Linked To", "Matricula Mercantil", "MMSI", "Member", "National ID No.", "nationality",
        "Nationality of Registration", "NIT #", "Organization Established Date", "Organization Type", "Passport", "Phone Number", "POB", "Public Registration Number",
        "Registered Charity", "Registration ID", "Registration Number", "RIF #", "RTN", "RUC #", "Secondary sanctions risk", "SSN", "SWIFT/BIC", "Target Type",
        "Tax ID No.", "Telephone", "Trade License", "Transactions Prohibited", "US FEIN", "V.A.T. Number", "Vessel", "Website",
    ];

    public static string Of(string statement)
    {
        var text = statement.StartsWith("alt. ", StringComparison.Ordinal) ? statement[5..] : statement;
        return Starts.Where(start => text.StartsWith(start, StringComparison.Ordinal)).MaxBy(start => start.Length) ?? Other;
    }
}
