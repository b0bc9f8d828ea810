using System.Xml;
using Azure;
using Azure.Identity;
using InfoShare.Functions.Storage.Azure.Tables;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>What went wrong between the hub and the storage account, and above all whether the account may have done what was asked.</summary>
internal static class AzureFault
{
    /// <summary>The service refuses because it is too busy to take the request at all.</summary>
    private const string Busy = "ServerBusy";

    /// <summary>A fault of the service or of the way to it; anything else is a defect, or the caller's own cancellation.</summary>
    public static bool IsOfStorage(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException several => several.InnerExceptions.All(one => IsOfStorage(one, cancellationToken)),
        FileNotFoundException or FileLoadException => false,
        _ => fault is RequestFailedException or AuthenticationFailedException or IOException or InvalidDataException or XmlException,
    };

    /// <summary>Certainly nothing came of the request: it was never sent, or the service refused it.</summary>
    public static bool NothingTaken(Exception fault) => fault switch
    {
        AuthenticationFailedException => true,
        AggregateException several => several.InnerExceptions.All(NothingTaken),
        RequestFailedException { Status: 0, InnerException: HttpRequestException sending } => NeverConnected(sending),
        RequestFailedException refused => IsRefusal(refused.Status, refused.ErrorCode),
        _ => false,
    };

    /// <summary>As <see cref="NothingTaken(Exception)"/>, of an answer that says so.</summary>
    public static bool NothingTaken(Response response) => IsRefusal(response.Status, TableError.Read(response).Code);

    /// <summary>Which of an account's services, for the log: roles are given and endpoints fail one by one.</summary>
    public static string Place(string service, string account) => $"the {service} service of '{account}'";

    /// <summary>What a caller of the ports sees of a call that took no effect.</summary>
    /// <param name="place">Where, as <see cref="Place"/> says it.</param>
    public static StorageUnavailableException Unavailable(Exception fault, string place) => new($"The storage account does not do as it is asked: {Reason(fault, place)}", fault);

    /// <summary>What a caller of the ports sees of a call that may have taken effect, and was not repeated.</summary>
    public static Exception Uncertain(Exception fault, string place) =>
        NothingTaken(fault) ? Unavailable(fault, place) : new StorageUncertainException(Reason(fault, place), fault);

    /// <summary>
    /// As <see cref="Uncertain"/>, of a call that may have been repeated: a refusal is the last attempt's, and says nothing of those before.
    /// </summary>
    public static Exception UncertainWhole(Exception fault, string place) =>
        NeverSent(fault) ? Unavailable(fault, place) : new StorageUncertainException(Reason(fault, place), fault);

    /// <summary>No attempt got as far as the service.</summary>
    public static bool NeverSent(Exception fault) => fault switch
    {
        AggregateException several => several.InnerExceptions.All(NeverSent),
        RequestFailedException { Status: not 0 } => false,
        _ => NothingTaken(fault),
    };

    /// <summary>One line for the log: the service and its own code, never an address with keys in it.</summary>
    public static string Reason(Exception fault, string place) => $"{place}: {What(fault)}";

    private static string What(Exception fault) => fault switch
    {
        AggregateException several => What(several.InnerExceptions[^1]),
        RequestFailedException { Status: 0 } => "no answer.",
        RequestFailedException failed => $"{failed.Status} {failed.ErrorCode}.",
        OperationCanceledException => "no answer in time.",
        AuthenticationFailedException => "the hub's identity gets no token.",
        _ => "an answer that cannot be read.",
    };

    private static bool NeverConnected(HttpRequestException fault) => fault.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static bool IsRefusal(int status, string? code) => status switch
    {
        408 => false,
        >= 400 and < 500 => true,
        503 => code == Busy,
        _ => false,
    };
}
