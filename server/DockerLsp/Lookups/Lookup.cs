using System.Collections.Concurrent;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Lookups;

namespace DockerLsp.Lookups;

/// <summary>
/// Looks up what pins want to know. Only made where a person asked for it, and asks each thing once.
/// </summary>
/// <param name="web">Who asks; null where nothing is there that can.</param>
internal sealed class Lookup(IWebClient? web)
{
    private readonly ConcurrentDictionary<LookupQuestion, Lazy<Task<string>>> answers = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<WebAnswer>>> pages = new(StringComparer.Ordinal);

    /// <summary>The edits that pin something to what it is now.</summary>
    /// <exception cref="LookupException">That could not be found out; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Fix> PinAsync(Pin pin, CancellationToken cancellationToken)
    {
        var questions = pin.Places.Select(place => place.Question).Distinct().ToArray();
        var found = new Dictionary<LookupQuestion, string>();
        // All are asked before the first answer is waited for.
        var asked = Array.ConvertAll(questions, question => AskAsync(question, cancellationToken));
        for (var i = 0; i < questions.Length; i++)
        {
            var question = questions[i];
            try
            {
                found[question] = await asked[i].ConfigureAwait(false);
            }
            catch (LookupException exception)
            {
                throw new LookupException($"{question.Subject} is not pinned: {exception.Message}");
            }

            if (!question.Accepts(found[question]))
            {
                throw new LookupException($"{question.Subject} is not pinned: {question.Source} answered with something that is no {(question.Kind == LookupKind.Image ? "digest" : "version")}");
            }
        }

        return pin.ToFix(found) ?? throw new LookupException($"{pin.Subject} is not pinned");
    }

    private Task<string> AskAsync(LookupQuestion question, CancellationToken cancellationToken) => answers.GetOrAdd(question, asked => new(() => FindAsync(asked, cancellationToken))).Value;

    private async Task<string> FindAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        var client = web ?? throw new LookupException($"`curl`, which would ask {question.Source}, is not installed here");
        return question.Kind == LookupKind.Image
            ? await new ImageRegistry(client).FindDigestAsync(question, cancellationToken).ConfigureAwait(false)
            : await new PackageIndexes((address, cancellation) => pages.GetOrAdd(address.AbsoluteUri, _ => new(() => client.SendAsync(new WebRequest(address), cancellation))).Value)
                .FindVersionAsync(question, cancellationToken).ConfigureAwait(false);
    }
}
