using InfoShare.Benchmarks;
using InfoShare.Benchmarks.Floors;
using InfoShare.Benchmarks.Load;
using InfoShare.Functions.Hosting;

// The first five are this program's own child processes.
switch (args)
{
    case ["hub", .. var rest]:
        var command = HubCommand.Parse(rest);
        await using (var hub = await HubApp.BuildAsync(command.Options, CancellationToken.None))
        {
            await HubApp.RunAsync(hub, command.Options);
        }

        return 0;
    case ["floor", var port, var answer]:
        await FloorServer.RunAsync(port, answer);
        return 0;
    case ["store", var storePort]:
        await StoreServer.RunAsync(storePort);
        return 0;
    case ["static", var staticPort, var folder]:
        await StaticServer.RunAsync(staticPort, folder);
        return 0;
    case ["load", .. var plan]:
        await LoadRun.RunAsync(LoadPlan.Parse(plan));
        return 0;
    default:
        return await BenchmarkList.RunAsync(args);
}
