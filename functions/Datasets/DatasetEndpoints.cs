using InfoShare.Access;
using InfoShare.Datasets;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Json;

namespace InfoShare.Functions.Datasets;

/// <summary>Datasets: catalogue, versions, files and builds for analysts; the public ones for anybody; what is held back for administrators.</summary>
public static class DatasetEndpoints
{
    private const string Root = "/api/v1/datasets";

    private const string PublicRoot = "/api/v1/public/datasets";

    /// <summary>The catalogue and a manifest change with every build and every withdrawal: whoever keeps them asks again.</summary>
    private const string AskAgain = "private, no-cache";

    private const string AskAgainSoon = "public, max-age=60";

    public static void MapDatasets(this IEndpointRouteBuilder api)
    {
        var ready = api.MapGroup("").AddEndpointFilter<IndexReady>();
        ready.MapGet("/datasets", (HttpContext context, DatasetCatalogue catalogue) => ListAsync(context, catalogue, context.GetCaller(), Root, AskAgain))
            .WithName("listDatasets").WithTags("Datasets").RequireRoles(Roles.Analyst)
            .WithSummary("List the datasets and their versions")
            .WithDescription("Every dataset with the versions that are kept, newest first, and of each the segments that are for your agency. `If-None-Match` with the ETag makes asking often cheap.");
        ready.MapGet("/datasets/{name}/{version}", (string name, string version, HttpContext context, DatasetCatalogue catalogue) =>
                ShowAsync(name, version, context, catalogue, context.GetCaller(), Root, AskAgain))
            .WithName("getDataset").WithTags("Datasets").RequireRoles(Roles.Analyst)
            .WithSummary("Get a version's manifest")
            .WithDescription("Its files by segment, with sizes, checksums and numbers of rows. `latest` stands for the newest version. 410: a record in it has been retracted or narrowed since, or the version is not kept any more.");
        ready.MapGet("/datasets/{name}/{version}/{file}", (string name, string version, string file, HttpContext context, DatasetCatalogue catalogue, DatasetStore store) =>
                DownloadAsync(name, version, file, context, catalogue, store, context.GetCaller(), Root))
            .WithName("getDatasetFile").WithTags("Datasets").RequireRoles(Roles.Analyst)
            .WithSummary("Download a file of a version")
            .WithDescription("The file's name is its segment and its own name, such as `members.sanctions.csv.gz`. `Range` with `If-Range` resumes an interrupted download. With `latest` the answer is 307 to the newest version's file.");
        api.MapGet("/datasets/{name}/builds", ListBuildsAsync).WithName("listDatasetBuilds").WithTags("Datasets").RequireRoles(Roles.Analyst | Roles.Administrator)
            .WithSummary("List the newest builds of a dataset")
            .WithDescription("Newest first, those that failed or are held back too. Administrators see why.");
        api.MapPost("/datasets/{name}/builds", BuildAsync).WithName("buildDataset").WithTags("Datasets").RequireRoles(Roles.Analyst | Roles.Administrator)
            .WithSummary("Build a dataset now")
            .WithDescription("Asks for a version of what is published now. While a build is on its way, that one is the answer.");
        api.MapGet("/datasets/{name}/builds/{id}", GetBuildAsync).WithName("getDatasetBuild").WithTags("Datasets").RequireRoles(Roles.Analyst | Roles.Administrator)
            .WithSummary("See what became of a build")
            .WithDescription("Its status, and the version that it has published.");
        api.MapPost("/datasets/{name}/builds/{id}/release", ReleaseAsync).WithName("releaseDatasetBuild").WithTags("Datasets").RequireRoles(Roles.Administrator)
            .WithSummary("Publish a build that is held back")
            .WithDescription("A build with far fewer rows than the version before it is held back, for a loss is seldom meant. Who has found that it is right releases it. 409: it is not held back, or another version has been published since.");
        ready.MapGet("/public/datasets", (HttpContext context, DatasetCatalogue catalogue) => ListAsync(context, catalogue, Caller.Anonymous, PublicRoot, AskAgainSoon))
            .WithName("listPublicDatasets").WithTags("Public").OpenToAll()
            .WithSummary("List the public datasets and their versions")
            .WithDescription("What is public of every dataset: records that are CLEAR, active and within their publicity period, without what is for members.");
        ready.MapGet("/public/datasets/{name}/{version}", (string name, string version, HttpContext context, DatasetCatalogue catalogue) =>
                ShowAsync(name, version, context, catalogue, Caller.Anonymous, PublicRoot, AskAgainSoon))
            .WithName("getPublicDataset").WithTags("Public").OpenToAll()
            .WithSummary("Get a public version's manifest")
            .WithDescription("As for members, of the segment `public` alone.");
        ready.MapGet("/public/datasets/{name}/{version}/{file}", (string name, string version, string file, HttpContext context, DatasetCatalogue catalogue, DatasetStore store) =>
                DownloadAsync(name, version, file, context, catalogue, store, Caller.Anonymous, PublicRoot))
            .WithName("getPublicDatasetFile").WithTags("Public").OpenToAll()
            .WithSummary("Download a public file")
            .WithDescription("As for members, of the segment `public` alone.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, DatasetCatalogue catalogue, Caller caller, string root, string cacheControl)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var datasets = new List<(DatasetName, IReadOnlyList<OpenVersion>)>();
        foreach (var dataset in Enum.GetValues<DatasetName>())
        {
            datasets.Add((dataset, await catalogue.ListAsync(dataset, caller, context.RequestAborted)));
        }

        return new TaggedJson(cacheControl, writer => DatasetJsonWriting.WriteCatalogue(writer, datasets, root));
    }

    private static async Task<IResult> ShowAsync(
        string name, string version, HttpContext context, DatasetCatalogue catalogue, Caller caller, string root, string cacheControl)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refused)
        {
            return refused;
        }

        var (found, refusal) = await catalogue.FindAsync(name, version, caller, context.RequestAborted);
        if (found is null)
        {
            return refusal!;
        }

        context.Response.Headers.ContentLocation = DatasetJsonWriting.HrefOf(found.Manifest, root);
        return new TaggedJson(cacheControl, writer => DatasetJsonWriting.WriteVersion(writer, found, root));
    }

    private static async Task<IResult> DownloadAsync(
        string name, string version, string file, HttpContext context, DatasetCatalogue catalogue, DatasetStore store, Caller caller, string root)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refused)
        {
            return refused;
        }

        var (found, refusal) = await catalogue.FindAsync(name, version, caller, context.RequestAborted);
        if (found is null)
        {
            return refusal!;
        }

        var (segmentId, fileName) = file.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (file[..dot], file[(dot + 1)..]) : ("", "");
        if (found.Withdrawn.Contains(segmentId, StringComparer.Ordinal))
        {
            return DatasetCatalogue.Withdrawn();
        }

        var segment = found.Segments.FirstOrDefault(segment => segment.Id == segmentId);
        if (segment?.File(fileName) is not { } stored)
        {
            return Problems.NotFound();
        }

        if (version == DatasetCatalogue.Latest)
        {
            return TypedResults.Redirect($"{DatasetJsonWriting.HrefOf(found.Manifest, root)}/{file}", permanent: false, preserveMethod: true);
        }

        context.GetShown().Asked("dataset", $"{name}/{version}/{file}");
        return new FileAnswer(store, found.Manifest, segment, stored, caller.IsAnonymous);
    }

    private static async Task<IResult> ListBuildsAsync(string name, HttpContext context, BuildHistory builds)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (!Code<DatasetName>.TryParse(name, out var dataset))
        {
            return Problems.NotFound();
        }

        var (all, isForOperator) = (await builds.ListAsync(dataset, context.RequestAborted), IsForOperator(context));
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var build in all)
            {
                DatasetJsonWriting.WriteBuild(writer, build, isForOperator);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> BuildAsync(string name, HttpContext context, DatasetBuilds builds)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (!Code<DatasetName>.TryParse(name, out var dataset))
        {
            return Problems.NotFound();
        }

        var build = await builds.RequestAsync(dataset, TimeSpan.Zero, context.RequestAborted);
        context.Response.Headers.Location = $"{Root}/{name}/builds/{build.Id}";
        return Show(context, build, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetBuildAsync(string name, string id, HttpContext context, BuildHistory builds)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        return Code<DatasetName>.TryParse(name, out var dataset) && await builds.FindAsync(dataset, id, context.RequestAborted) is { } build
            ? Show(context, build, StatusCodes.Status200OK)
            : Problems.NotFound();
    }

    private static async Task<IResult> ReleaseAsync(string name, string id, HttpContext context, DatasetWorker worker)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (!Code<DatasetName>.TryParse(name, out var dataset))
        {
            return Problems.NotFound();
        }

        return await worker.ReleaseAsync(dataset, id, context.RequestAborted) switch
        {
            (_, null) => Problems.NotFound(),
            (BuildOutcome.Published, { } build) => Show(context, build, StatusCodes.Status200OK),
            (BuildOutcome.Superseded, _) => Problems.Conflict("superseded", "Another version has been published since this build was held back: build anew."),
            _ => Problems.Conflict("not-held-back", "This build is not held back."),
        };
    }

    private static bool IsForOperator(HttpContext context) => context.GetCaller().Has(Roles.Administrator);

    private static JsonAnswer Show(HttpContext context, DatasetBuild build, int status)
    {
        var isForOperator = IsForOperator(context);
        return new(status, writer => DatasetJsonWriting.WriteBuild(writer, build, isForOperator));
    }
}
