using InfoShare.Cli;

using var terminal = Terminal.OfProcess();
return await new InfoShareCommand(terminal).RunAsync(args, CancellationToken.None);
