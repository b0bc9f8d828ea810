namespace InfoShare.Tests.Azurite;

/// <summary>
/// On a class of tests that run against Azurite. Its <see cref="StoreFactAttribute"/> and <see cref="StoreTheoryAttribute"/> tests are skipped
/// where there is no Node; in CI (<c>CI=true</c>), where <c>.ci/run</c> installs it, they run all the same, and fail.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAzuriteAttribute : Attribute;
