namespace InfoShare.Functions.Hosting;

/// <summary>A setting that cannot be meant: the program says which and why, and does not start.</summary>
public sealed class SettingException(string message) : InvalidOperationException(message);
