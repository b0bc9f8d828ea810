using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>Signs each attempt of a request with the account's key.</summary>
internal sealed class TableSharedKeyPipelinePolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);

        // Of the query only comp would be signed, and nothing here sends that.
        var resource = $"/{credential.AccountName}{message.Request.Uri.ToUri().AbsolutePath}";
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign(date, resource)}");
    }
}
