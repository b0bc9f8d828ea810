using InfoShare.Codes;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.Codes;

/// <summary>The lists of codes that records use, with labels by language.</summary>
public static class CodeEndpoints
{
    private const string Growth = "Lists may grow: expect codes that you do not know. Countries (ISO 3166-1), currencies (ISO 4217) and languages (BCP 47) are not listed.";

    private static readonly CodeDocument Names = CodeDocument.OfAll(CodeLists.All);

    private static readonly Dictionary<string, CodeDocument> Lists = CodeLists.All.ToDictionary(list => list.Name, CodeDocument.Of, StringComparer.Ordinal);

    public static void MapCodes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/codes", (HttpContext context) => Answer(Names, context))
            .WithName("listCodeLists").WithSummary("List the lists of codes")
            .WithDescription($"Each list's name and where it is used. {Growth}")
            .WithTags("Codes").RequireMember()
            .Produces(StatusCodes.Status200OK, contentType: CodeDocument.MediaType).Produces(StatusCodes.Status304NotModified);
        api.MapGet("/codes/{list}", (string list, HttpContext context) => Answer(Lists.GetValueOrDefault(list), context))
            .WithName("getCodeList").WithSummary("Get a list of codes")
            .WithDescription($"The codes in order, each with its label in English (en), Chinese (zh) and German (de). {Growth}")
            .WithTags("Codes").RequireMember()
            .Produces(StatusCodes.Status200OK, contentType: CodeDocument.MediaType).Produces(StatusCodes.Status304NotModified);
    }

    private static IResult Answer(CodeDocument? document, HttpContext context)
    {
        if (new QueryReader(context.Request).RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        return document?.ToResult() ?? Problems.NotFound();
    }
}
