using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

public sealed class RecordLineTests
{
    [Fact]
    public void A_Line_Without_Op_Publishes()
    {
        var line = Line(Example("case").ToJsonString());
        Assert.Equal(RecordOperation.Publish, line.Op);
        Assert.Equal("FR-2026-0042", line.Reference);
        Assert.Null(line.IfVersion);
        Assert.NotNull(line.Draft);
    }

    [Fact]
    public void A_Correction_Carries_Version_And_Reason_Outside_Its_Body()
    {
        var record = With("case", "/op", "\"correct\"");
        record["ifVersion"] = 3;
        record["change"] = new System.Text.Json.Nodes.JsonObject { ["reason"] = " wrong stage\r\nfixed " };
        var line = Line(record.ToJsonString());
        Assert.Equal((RecordOperation.Correct, 3, "wrong stage\nfixed"), (line.Op, line.IfVersion, line.Reason));
        Assert.Equal(Right(Example("case")).Body.ToArray(), line.Draft!.Body.ToArray());
    }

    [Theory]
    [InlineData("retract", RecordOperation.Retract)]
    [InlineData("reinstate", RecordOperation.Reinstate)]
    [InlineData("repair", RecordOperation.Repair)]
    public void A_Retraction_Its_Undoing_Or_A_Repair_Needs_Nothing_But_Kind_And_Reference(string op, RecordOperation expected)
    {
        var line = Line($$"""{"kind":"sanction","op":"{{op}}","reference":"A-1","change":{"reason":"mistake"} }""");
        Assert.Equal((expected, RecordKind.Sanction, "A-1", "mistake"), (line.Op, line.Kind, line.Reference, line.Reason));
        Assert.Null(line.Draft);
    }

    [Fact]
    public void A_Retraction_May_Carry_The_Record_But_No_Unknown_Member()
    {
        var record = With("case", "/op", "\"retract\"");
        record["change"] = new System.Text.Json.Nodes.JsonObject { ["reason"] = "mistake" };
        Assert.Null(Line(record.ToJsonString()).Draft);
        Assert.Equal(["/colour unknown-member"], Wrong("""{"kind":"case","op":"retract","reference":"A","change":{"reason":"x"},"colour":1}"""));
        Assert.Equal(["/reference missing-member"], Wrong("""{"kind":"case","op":"retract","change":{"reason":"x"}}"""));
    }

    [Theory]
    [InlineData("correct")]
    [InlineData("retract")]
    [InlineData("reinstate")]
    [InlineData("repair")]
    public void A_Line_That_Changes_A_Record_Says_Why_As_A_Single_Request_Must(string op)
    {
        var record = With("sanction", "/op", $"\"{op}\"");
        Assert.Equal(["/change missing-member"], Wrong(record.ToJsonString()));
        record["change"] = new System.Text.Json.Nodes.JsonObject();
        Assert.Equal(["/change/reason missing-member"], Wrong(record.ToJsonString()));
        record["change"] = new System.Text.Json.Nodes.JsonObject { ["reason"] = " " };
        Assert.StartsWith("/change/reason ", Assert.Single(Wrong(record.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Correction_By_Itself_Says_Why()
    {
        var record = Example("case").ToJsonString();
        Assert.Equal(["/change missing-member"], Wrong(record, RecordKind.Case, EnvelopeMembers.Correction));
    }

    [Theory]
    [InlineData("/op", "\"withdraw\"", "/op unknown-code")]
    [InlineData("/op", "7", "/op wrong-type")]
    [InlineData("/ifVersion", "0", "/ifVersion out-of-range")]
    [InlineData("/ifVersion", "\"1\"", "/ifVersion wrong-type")]
    [InlineData("/change", "{\"reason\":\"x\",\"why\":\"x\"}", "/change/why unknown-member")]
    [InlineData("/change", "{\"reason\":\"card 4111111111111111\"}", "/change/reason personal-data-suspected")]
    public void A_Wrong_Envelope_Is_Refused(string pointer, string json, string expected) =>
        Assert.Equal([expected], Wrong(With("case", pointer, json).ToJsonString()));

    [Theory]
    [InlineData(EnvelopeMembers.Kind, "/op", "/ifVersion", "/change")]
    [InlineData(EnvelopeMembers.Correction, "/op", "/ifVersion")]
    public void A_Route_Refuses_Envelope_Members_That_It_Does_Not_Permit(EnvelopeMembers envelope, params string[] refused)
    {
        var record = With("case", "/op", "\"retract\"");
        record["ifVersion"] = 1;
        record["change"] = new System.Text.Json.Nodes.JsonObject { ["reason"] = "x" };
        Assert.Equal(refused.Select(pointer => pointer + " unknown-member"), Wrong(record.ToJsonString(), RecordKind.Case, envelope));
    }

    private static RecordLine Line(string json)
    {
        var errors = new ErrorList();
        var line = Read(json, errors);
        Assert.Empty(errors);
        return line!;
    }
}
