namespace InfoShare.Tests.Azurite;

/// <summary>What goes wrong with one request to the storage account.</summary>
internal enum CallFault
{
    None,

    /// <summary>It is never sent, and there is no answer in time.</summary>
    TimesOutBefore,

    /// <summary>It takes effect, and there is no answer in time.</summary>
    TimesOutAfter,

    /// <summary>Nobody listens at the address.</summary>
    IsNotConnected,

    /// <summary>It takes effect, and the connection is reset before the answer.</summary>
    IsResetAfter,

    /// <summary>500, and it took effect.</summary>
    Fails500After,

    /// <summary>500, and it took none.</summary>
    Fails500Before,

    /// <summary>503 ServerBusy with Retry-After.</summary>
    IsBusy,

    /// <summary>503 with Retry-After from something in between that says no more.</summary>
    IsRefusedOnTheWay,

    /// <summary>412, without having been sent.</summary>
    Answers412,

    /// <summary>409, without having been sent.</summary>
    Answers409,

    /// <summary>It takes effect, and the answer takes its time.</summary>
    IsSlow,

    /// <summary>It takes effect, and the connection breaks in the middle of the answer.</summary>
    BreaksOff,

    /// <summary>It takes effect, and half of the answer comes as if it were all.</summary>
    IsCutShort,
}
