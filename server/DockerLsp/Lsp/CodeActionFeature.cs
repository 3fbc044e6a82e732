using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Offers fixes and rewrites.</summary>
internal sealed class CodeActionFeature(Session session, IEditorClient client)
{
    /// <summary>The command by which clients that know no code actions apply an edit.</summary>
    public const string ApplyCommand = "dockerlsp.applyEdit";

    private readonly DiagnosticMapper mapper = new(session.Features, session.Positions);

    public async Task<CommandOrCodeAction[]> GetAsync(CodeActionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var version = document.Current;
        var analysis = await Session.GetAnalysisAsync(document, version, cancellationToken).ConfigureAwait(false);
        var selection = session.Positions.GetSpan(analysis.Text, parameters.Range);
        var only = parameters.Context?.Only;
        var target = new EditTarget(document.Uri, version.Number, analysis.Text);
        var found = analysis.FindingsIn(selection);
        var actions = new List<CodeAction>();
        if (CodeActionKinds.IsWanted(CodeActionKinds.QuickFix, only))
        {
            actions.AddRange(GetQuickFixes(found, target));
        }

        if (CodeActionKinds.IsWanted(CodeActionKinds.Rewrite, only))
        {
            actions.AddRange(GetRewrites(analysis, selection, found, target));
        }

        if (CodeActionKinds.IsWanted(CodeActionKinds.FixAll, only)
            && await GetFixAllAsync(analysis, version, target, cancellationToken).ConfigureAwait(false) is { } fixAll)
        {
            actions.Add(fixAll);
        }

        return session.Features.TakesCodeActions
            ? [.. actions.Select(action => new CommandOrCodeAction(action, null))]
            : [.. actions.Select(ToCommand).OfType<CommandOrCodeAction>()];
    }

    /// <summary>Adds the edit to an action that was offered without.</summary>
    public async Task<CodeAction> ResolveAsync(CodeAction action, CancellationToken cancellationToken)
    {
        if (action.Data is not { } data || action.Edit is not null)
        {
            return action;
        }

        var document = session.GetDocument(data.Uri);
        var version = document.Current;
        if (version.Serial != data.Serial)
        {
            throw new ProtocolException(ErrorCodes.ContentModified, "The text has changed");
        }

        var target = new EditTarget(document.Uri, version.Number, version.Text);
        return action with { Edit = await ComputeFixAllAsync(version, target, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Has the client apply the edit of a command.</summary>
    public Task ApplyAsync(ExecuteCommandParams parameters, CancellationToken cancellationToken) => parameters is { Command: ApplyCommand, Arguments: [var edit, ..] }
        ? client.ApplyEditAsync(edit, cancellationToken)
        : throw new ProtocolException(ErrorCodes.InvalidParams, "Unknown command");

    private IEnumerable<CodeAction> GetQuickFixes(ImmutableArray<Finding> findings, EditTarget target)
    {
        // A fix that mends several findings is one action. The first fix of a finding is its preferred one: kept apart, so
        // that each finding has exactly one.
        var offers = findings.SelectMany(finding => finding.Fixes.Select((fix, index) => (finding, fix, IsPreferred: index == 0)));
        foreach (var offer in offers.GroupBy(offer => (offer.fix, offer.IsPreferred)))
        {
            yield return new CodeAction(offer.Key.fix.Title, CodeActionKinds.QuickFix)
            {
                Diagnostics = [.. offer.Select(one => mapper.Map(target.Uri, target.Text, one.finding))],
                IsPreferred = offer.Key.IsPreferred ? true : null,
                Edit = CreateEdit(target, offer.Key.fix.Edits),
            };
        }
    }

    private IEnumerable<CodeAction> GetRewrites(DockerfileAnalysis analysis, TextSpan selection, ImmutableArray<Finding> findings, EditTarget target)
    {
        var refused = findings.SelectMany(finding => finding.Refusals).Select(refusal => new Refactoring(refusal.Title, null, refusal.Reason));
        foreach (var rewrite in RefactoringProvider.GetRefactorings(analysis, selection).Concat(refused).Distinct())
        {
            if (rewrite.Fix is { } fix)
            {
                yield return new CodeAction(rewrite.Title, CodeActionKinds.Rewrite) { Edit = CreateEdit(target, fix.Edits) };
            }
            else if (session.Features.ShowsDisabledActions && rewrite.DisabledReason is { } reason)
            {
                yield return new CodeAction(rewrite.Title, CodeActionKinds.Rewrite) { Disabled = new CodeActionDisabled(reason) };
            }
        }
    }

    private async Task<CodeAction?> GetFixAllAsync(DockerfileAnalysis analysis, DocumentVersion version, EditTarget target, CancellationToken cancellationToken)
    {
        if (!analysis.HasSafeFix)
        {
            return null;
        }

        var action = new CodeAction("Apply all safe fixes of DockerLsp", CodeActionKinds.FixAll);
        if (session.Features.ResolvesEdits)
        {
            return action with { Data = new CodeActionData(target.Uri, version.Serial) };
        }

        var edit = await ComputeFixAllAsync(version, target, cancellationToken).ConfigureAwait(false);
        return action with { Edit = edit };
    }

    /// <summary>The edits of all safe fixes together, computed on another thread: it takes several analyses.</summary>
    private Task<WorkspaceEdit> ComputeFixAllAsync(DocumentVersion version, EditTarget target, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var result = DockerfileAnalysis.FixAll(version.Text, version.Options);
            return CreateEdit(target, TextDifference.GetChanges(version.Text.ToString(), result.Text.ToString()));
        },
        cancellationToken);

    private WorkspaceEdit CreateEdit(EditTarget target, IEnumerable<TextChange> changes)
    {
        TextEdit[] edits = [.. changes.Select(change => new TextEdit(session.Positions.GetRange(target.Text, change.Span), change.NewText))];
        return session.Features.TakesVersionedEdits
            ? new WorkspaceEdit { DocumentChanges = [new(new(target.Uri, target.Version), edits)] }
            : new WorkspaceEdit { Changes = new() { [target.Uri] = edits } };
    }

    private CommandOrCodeAction? ToCommand(CodeAction action) => action.Edit is { } edit && session.Features.AppliesEdits
        ? new CommandOrCodeAction(null, new Command(action.Title, ApplyCommand, [edit]))
        : null;

    /// <summary>The version of a document that edits are for.</summary>
    private sealed record EditTarget(string Uri, int? Version, SourceText Text);
}
