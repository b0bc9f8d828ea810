using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Dispositions;

/// <summary>Who gives and who is shown dispositions, of an alert that it may see: the alert's publisher and the agency that answered; nobody else.</summary>
public static class DispositionPolicy
{
    public static bool MaySee(Caller caller, AgencyId alertPublisher, Disposition disposition) =>
        caller.Agency == alertPublisher || caller.Agency == disposition.Agency;

    /// <summary>Authorities answer; nobody answers its own alert.</summary>
    public static bool MayAnswer(Caller caller, RecordHeader alert) => caller.IsAuthority && caller.Agency != alert.Publisher;
}
