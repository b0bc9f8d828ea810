using System.Globalization;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Merchants;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Makes, changes, stops, tests and ends subscriptions.</summary>
public sealed class SubscriptionWriting(
    SubscriptionStore subscriptions,
    SubscriptionReading reading,
    WebhookSecret secrets,
    WebhookSender sender,
    DeliveryEvent events,
    TargetAddresses targets,
    SilentReceivers silent,
    ReceiverTurns turns,
    TestCalls tests,
    InterestRecorder interests,
    IndexTail tail,
    MerchantIndex index,
    IQueues queues,
    TimeProvider time)
{
    /// <summary>Subscriptions of an agency.</summary>
    public const int MaxSubscriptions = 50;

    /// <summary>Changes that lose against others' before the caller is asked to come again.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task<IResult> AddAsync(HttpContext context)
    {
        context.GetShown().Asked("subscription", null);
        var (wish, refusal) = await ReadAsync(context);
        if (wish is null)
        {
            return refusal!;
        }

        var (caller, now) = (context.GetCaller(), time.GetUtcNow());
        var own = await subscriptions.ListAsync(caller.Agency, context.RequestAborted);
        if (own.Count(stored => stored.Subscription.Status != SubscriptionStatus.Deleted) >= MaxSubscriptions)
        {
            return Problems.Conflict("too-many-subscriptions", string.Create(CultureInfo.InvariantCulture, $"An agency has at most {MaxSubscriptions} subscriptions: end one that is not needed."));
        }

        var (shown, kept) = secrets.New();
        var subscription = new Subscription
        {
            Id = SubscriptionIds.New(),
            Agency = caller.Agency,
            Client = caller.Client,
            RegisteredAs = caller.RegisteredAs,
            Roles = caller.Roles,
            Name = wish.Name,
            Url = wish.Url,
            Filter = wish.Filter,
            LookedUp = wish.LookedUp,
            Answers = wish.Answers,
            CreatedAt = now,
            UpdatedAt = now,
            StartsAt = index.Position.Value,
            Secrets = [kept],
        };
        await subscriptions.AddAsync(subscription, tail.Epoch, context.RequestAborted);
        ListenIfAsked(subscription);
        context.Response.Headers.Location = $"/api/v1/subscriptions/{subscription.Id}";
        return SubscriptionReading.Show(context, subscription, StatusCodes.Status201Created, shown);
    }

    public async Task<IResult> ChangeAsync(string id, HttpContext context)
    {
        context.GetShown().Asked("subscription", null);
        var (wish, refusal) = await ReadAsync(context);
        if (wish is null)
        {
            return refusal!;
        }

        var (revision, problem) = Precondition.ReadIfMatch(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        if (await reading.FindAsync(id, context) is not { } stored)
        {
            return Problems.NotFound();
        }

        var caller = context.GetCaller();
        if (SubscriptionReading.Refuse(stored.Subscription, caller) is { } beyond)
        {
            return beyond;
        }

        var next = stored.Subscription with
        {
            Client = caller.Client,
            RegisteredAs = caller.RegisteredAs,
            Roles = caller.Roles,
            Name = wish.Name,
            Url = wish.Url,
            Filter = wish.Filter,
            LookedUp = wish.LookedUp,
            Answers = wish.Answers,
            UpdatedAt = time.GetUtcNow(),
        };
        if (stored.Subscription.Revision != revision || await subscriptions.ReplaceAsync(stored, next, context.RequestAborted) is not { } replaced)
        {
            return Problems.Stale("The subscription has changed since: read it, and send its ETag.");
        }

        silent.Remove(id);
        turns.Hasten(id);
        ListenIfAsked(next);
        return SubscriptionReading.Show(context, replaced.Subscription);
    }

    public Task<IResult> DeleteAsync(string id, HttpContext context) =>
        SetAsync(id, context, subscription => subscription with { Status = SubscriptionStatus.Deleted }, (before, _) => before);

    public Task<IResult> PauseAsync(string id, HttpContext context) => SetAsync(
        id,
        context,
        subscription => subscription.Status == SubscriptionStatus.Active ? subscription with { Status = SubscriptionStatus.Paused, StoppedAt = time.GetUtcNow() } : null,
        (_, after) => after);

    /// <summary>
    /// Active again first, then what was held is asked for, and what failed, or else nobody would ever be told of what disabled the subscription.
    /// A crash in between leaves it held or failed, and resuming again asks for it.
    /// </summary>
    public async Task<IResult> ResumeAsync(string id, HttpContext context)
    {
        var answer = await SetAsync(
            id,
            context,
            subscription => subscription.Status == SubscriptionStatus.Active ? null : subscription with { Status = SubscriptionStatus.Active, Reason = null, StoppedAt = null },
            (_, after) => after,
            isHoldersAlone: true);
        if (answer is JsonAnswer && await reading.FindAsync(id, context) is { Subscription: var resumed })
        {
            silent.Remove(id);
            turns.Hasten(id);
            foreach (var state in new[] { DeliveryState.Failed, DeliveryState.Held })
            {
                var message = new DeliveryMessage { Agency = resumed.Agency, Subscription = id, Scan = new(state, null, null, long.MaxValue) };
                await queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, context.RequestAborted);
            }
        }

        return answer;
    }

    public async Task<IResult> TestAsync(string id, HttpContext context)
    {
        context.GetShown().Asked("subscription", null);
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (await reading.FindAsync(id, context) is not { Subscription: var subscription })
        {
            return Problems.NotFound();
        }

        if (tests.Take(id) is { } wait)
        {
            return Problems.TooMany(wait, isAnonymous: false);
        }

        var message = SubscriptionIds.NewTest();
        var attempt = await sender.SendAsync(subscription, message, events.WriteTest(message, subscription, time.GetUtcNow()), context.RequestAborted);
        if (attempt.IsSuccess)
        {
            silent.Remove(id);
        }

        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("delivered", attempt.IsSuccess);
            writer.WriteString("id", message);
            writer.WritePropertyName("attempt");
            SubscriptionView.Write(writer, attempt);
            writer.WriteEndObject();
        });
    }

    public async Task<IResult> RotateAsync(string id, HttpContext context)
    {
        var body = await BodyReader.ReadJsonAsync(context.Request, BodyReader.MaxJsonBytes);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var errors = new QueryReader(context.Request).RefuseOthers();
        if (SubscriptionReader.ReadOverlap(body.Body, errors) is not { } hours || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var ((shown, kept), until) = (secrets.New(), time.GetUtcNow() + TimeSpan.FromHours(hours));
        return await SetAsync(id, context, subscription => subscription with { Secrets = WithNewest(subscription.Secrets, kept, until) }, (_, after) => after, shown, isHoldersAlone: true);
    }

    /// <summary>The one before goes on being good for a while; older ones end.</summary>
    private SealedSecret[] WithNewest(IReadOnlyList<SealedSecret> before, SealedSecret newest, DateTimeOffset until) =>
        until > time.GetUtcNow() ? [newest, before[0] with { Until = until }] : [newest];

    private async Task<(SubscriptionWish? Wish, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        var body = await BodyReader.ReadJsonAsync(context.Request, BodyReader.MaxJsonBytes);
        if (body.Problem is not null)
        {
            return (null, body.Problem);
        }

        var errors = new QueryReader(context.Request).RefuseOthers();
        var wish = SubscriptionReader.Read(body.Body, targets.Refusal, errors);
        return wish is null || errors.Count > 0 ? (null, Problems.Invalid(errors)) : (wish, null);
    }

    /// <summary>Changes whatever stands there now; null from <paramref name="change"/>: there is nothing to do.</summary>
    /// <param name="isHoldersAlone">Not for a client that is told of less than the subscription.</param>
    private async Task<IResult> SetAsync(
        string id,
        HttpContext context,
        Func<Subscription, Subscription?> change,
        Func<Subscription, Subscription, Subscription> show,
        string? secret = null,
        bool isHoldersAlone = false)
    {
        context.GetShown().Asked("subscription", null);
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        for (var tries = 0; tries < Tries; tries++)
        {
            if (await reading.FindAsync(id, context) is not { } stored)
            {
                return Problems.NotFound();
            }

            if (isHoldersAlone && SubscriptionReading.Refuse(stored.Subscription, context.GetCaller()) is { } beyond)
            {
                return beyond;
            }

            if (change(stored.Subscription) is not { } next)
            {
                return SubscriptionReading.Show(context, stored.Subscription);
            }

            if (await subscriptions.ReplaceAsync(stored, next with { UpdatedAt = time.GetUtcNow() }, context.RequestAborted) is { } replaced)
            {
                return SubscriptionReading.Show(context, show(stored.Subscription, replaced.Subscription), secret: secret);
            }
        }

        return Problems.Unavailable("The subscription is being changed by others.", RetryAfter);
    }

    private void ListenIfAsked(Subscription subscription)
    {
        if (subscription.LookedUp is not null)
        {
            interests.Listen(subscription.Agency);
        }
    }
}
