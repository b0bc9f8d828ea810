using InfoShare.Functions.Hosting;
using InfoShare.Storage;
using Microsoft.Extensions.Options;

var command = HubCommand.Parse(args);
if (command.Text is not null)
{
    await Console.Out.WriteLineAsync(command.Text);
    return command.ExitCode;
}

try
{
    await using var hub = await HubApp.BuildAsync(command.Options, CancellationToken.None);
    return await HubApp.RunAsync(hub, command.Options);
}
catch (OperationCanceledException)
{
    // Stopped while it waited for its store.
    return 0;
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageUnavailableException or SettingException or OptionsValidationException)
{
    // A setting that cannot be meant, or a store or an address that is another process's or out of reach: for who started the hub to read, without a stack.
    await Console.Error.WriteLineAsync($"The hub cannot run: {fault.Message}");
    return 1;
}
finally
{
    if (command.Options.IsTemporary)
    {
        Directory.Delete(command.Options.DataDirectory, recursive: true);
    }
}
