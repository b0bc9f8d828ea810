using InfoShare.Functions.Access;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace InfoShare.Functions.Documents;

/// <summary>The API's description for programs (<see cref="Address"/>) and for people (<see cref="PageAddress"/>), both open to all.</summary>
public static class DocumentRegistration
{
    public const string Address = "/api/openapi/v1.json";

    public const string PageAddress = "/api/docs";

    /// <summary>Everything comes from the hub itself; the page sets styles of its own, and draws its icons from data addresses.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly PathString Page = PageAddress;

    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddOpenApi(ApiDocument.Name, options => options.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true)
        .AddSingleton<ApiDocument>();

    /// <summary>Comes before routing and access: the page is files, and needs neither. Other requests do not pass through it.</summary>
    public static void UseDocumentPage(this WebApplication app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Page, StringComparison.OrdinalIgnoreCase), UsePage);

    public static void MapDocuments(this WebApplication app) =>
        app.MapGet(Address, (ApiDocument document, HttpContext context) => document.AnswerAsync(context)).OpenToAll().ExcludeFromDescription();

    private static void UsePage(IApplicationBuilder app)
    {
        app.Use(next => context =>
        {
            context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = PageAddress[1..];
            page.DocumentTitle = "InfoShare API";
            page.SwaggerEndpoint(Address, "InfoShare v1");
            // Without a validator's address the page asks none: it would be outside.
            page.ConfigObject.ValidatorUrl = null;
            page.DocExpansion(DocExpansion.List);
            page.DisplayOperationId();
            page.DefaultModelsExpandDepth(0);
        });
    }
}
