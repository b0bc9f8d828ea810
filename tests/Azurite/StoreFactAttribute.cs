using InfoShare.Tests.NodeJs;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace InfoShare.Tests.Azurite;

/// <summary>A fact that a class may run against Azurite: skipped, with the reason, where the class needs it and cannot have it.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("InfoShare.Tests.Azurite.StoreFactDiscoverer", "InfoShare.Tests")]
internal sealed class StoreFactAttribute : FactAttribute;

/// <summary>As <see cref="StoreFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("InfoShare.Tests.Azurite.StoreTheoryDiscoverer", "InfoShare.Tests")]
internal sealed class StoreTheoryAttribute : TheoryAttribute;

/// <summary>Made by xunit.</summary>
public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        StoreSkip.Of(DiagnosticMessageSink, discoveryOptions, testMethod) ?? base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Made by xunit.</summary>
public sealed class StoreTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        StoreSkip.Of(DiagnosticMessageSink, discoveryOptions, testMethod) is { } skipped ? [skipped] : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

internal static class StoreSkip
{
    /// <summary>The one case that a test is when it cannot run here, with the reason; null if it can.</summary>
    public static IXunitTestCase? Of(IMessageSink sink, ITestFrameworkDiscoveryOptions options, ITestMethod method) =>
        method.TestClass.Class.GetCustomAttributes(typeof(NeedsAzuriteAttribute)).Any() && NodePrograms.WhyNot() is { } reason
            ? new XunitSkippedDataRowTestCase(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, reason)
            : null;
}
