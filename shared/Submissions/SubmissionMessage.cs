using System.Text.Json;
using InfoShare.Agencies;

namespace InfoShare.Submissions;

/// <summary>Asks for a submission to be handled from where it stands: <c>{"v":1,"agency":"…","submission":"…"}</c>.</summary>
public sealed record SubmissionMessage(int V, AgencyId Agency, string Submission)
{
    public const int Current = 1;

    public static string Encode(AgencyId agency, string submission) =>
        JsonSerializer.Serialize(new SubmissionMessage(Current, agency, submission), SubmissionJson.Default.SubmissionMessage);

    /// <summary>The message, or null if it is none of this version's.</summary>
    public static SubmissionMessage? TryDecode(string text)
    {
        try
        {
            var message = JsonSerializer.Deserialize(text, SubmissionJson.Default.SubmissionMessage);
            return message is { V: Current } && SubmissionId.TryParse(message.Submission, out _) ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
