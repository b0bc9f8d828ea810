using InfoShare.Functions.Hosting;

var command = HubCommand.Parse(args);
if (command.Text is not null)
{
    await Console.Out.WriteLineAsync(command.Text);
    return command.ExitCode;
}

await using var hub = await HubApp.BuildAsync(command.Options, CancellationToken.None);
await HubApp.RunAsync(hub, command.Options);
return 0;
