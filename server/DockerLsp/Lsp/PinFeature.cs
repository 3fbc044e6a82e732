using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Lookups;
using DockerLsp.Engine.Text;
using DockerLsp.Lookups;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>
/// Offers to pin images and packages to what they are now. Nobody is asked before a person has chosen that, and nobody at all
/// where the workspace is not trusted or the settings say so.
/// </summary>
internal sealed class PinFeature(Session session, IEditorClient client)
{
    /// <summary>The command by which clients pin that do not ask for an action's edit when it was chosen.</summary>
    public const string Command = "dockerlsp.pin";

    private static readonly ImmutableHashSet<string> ImageRules = ["DL3006", "DL3007"];

    private static readonly ImmutableHashSet<string> PackageRules = ["DL3013", "DL3016", "DL3018", "DL3028", "DL3062"];

    private readonly EditMaker edits = new(session);

    public static bool UsesCommand(ClientFeatures client) => client.TakesCodeActions && !client.ResolvesEdits && client.AppliesEdits;

    /// <param name="analysis">The document.</param>
    /// <param name="selection">The place that actions are wanted for.</param>
    /// <param name="uri">The document's address.</param>
    /// <param name="serial">Its version.</param>
    /// <param name="found">The findings at that place.</param>
    /// <param name="map">Gives the diagnostic of a finding.</param>
    public IEnumerable<CodeAction> GetOffers(
        DockerfileAnalysis analysis, TextSpan selection, string uri, long serial, ImmutableArray<Finding> found, Func<Finding, Diagnostic> map)
    {
        if (session.FindWebClient is null || !session.OffersLookups || !(session.Features.ResolvesEdits || UsesCommand(session.Features)))
        {
            yield break;
        }

        foreach (var pin in PinFinder.FindIn(analysis.Model, selection))
        {
            var rules = pin.IsImage ? ImageRules : PackageRules;
            var action = new CodeAction(pin.Offer, CodeActionKinds.QuickFix)
            {
                Diagnostics = [.. found.Where(finding => rules.Contains(finding.Rule.Id) && finding.Span.IntersectsWith(pin.Span)).Select(map)],
            };
            yield return session.Features.ResolvesEdits
                ? action with { Data = new CodeActionData(uri, serial) { Pin = pin.Span.Start } }
                : action with
                {
                    Command = new ServerCommand(
                        pin.Offer, Command, [uri, serial.ToString(CultureInfo.InvariantCulture), pin.Span.Start.ToString(CultureInfo.InvariantCulture)]),
                };
        }
    }

    /// <summary>The edit of an offer that was chosen; null, and a word to the person, where the answer is not to be had.</summary>
    /// <exception cref="ProtocolException">The text has changed meanwhile.</exception>
    public async Task<WorkspaceEdit?> ComputeAsync(OpenDocument document, DocumentVersion version, int place, CancellationToken cancellationToken)
    {
        if (session.FindWebClient is not { } find || !session.OffersLookups)
        {
            throw new ProtocolException(ErrorCodes.RequestFailed, "Nothing is looked up here");
        }

        var analysis = await Session.GetAnalysisAsync(document, version, cancellationToken).ConfigureAwait(false);
        var pin = PinFinder.FindIn(analysis.Model, new TextSpan(Math.Clamp(place, 0, analysis.Text.Length), 0)).FirstOrDefault(p => p.Span.Start == place)
            ?? throw new ProtocolException(ErrorCodes.ContentModified, "The text has changed");
        try
        {
            var fix = await new Lookup(find()).PinAsync(pin, cancellationToken).ConfigureAwait(false);
            return document.Current.Origin == version.Origin
                ? edits.GetEdit(document.Uri, version.Number, analysis.Text, fix.Edits, fix.Title)
                : throw new ProtocolException(ErrorCodes.ContentModified, "The text has changed");
        }
        catch (LookupException exception)
        {
            await client.ShowMessageAsync("DockerLsp: " + exception.Message).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Has the client apply the edit of an offer that was chosen.</summary>
    public async Task ExecuteAsync(string uri, string serial, string place, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(uri);
        var version = document.Current;
        if (version.Origin.ToString(CultureInfo.InvariantCulture) != serial || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            throw new ProtocolException(ErrorCodes.ContentModified, "The text has changed");
        }

        if (await ComputeAsync(document, version, start, cancellationToken).ConfigureAwait(false) is { } edit)
        {
            await client.ApplyEditAsync(edit, cancellationToken).ConfigureAwait(false);
        }
    }
}
