namespace InfoShare.Identifiers;

/// <summary>What two equal identifiers of a scheme say of the two merchants.</summary>
public enum IdentifierStrength
{
    /// <summary>They are the same: look-ups follow it.</summary>
    Strong,

    /// <summary>They are the same, for the value begins with its issuer: look-ups follow it.</summary>
    StrongWithinIssuer,

    /// <summary>They may be the same: found, never followed.</summary>
    Weak,
}
