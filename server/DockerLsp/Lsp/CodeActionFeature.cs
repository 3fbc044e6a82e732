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
    private readonly EditMaker edits = new(session);

    public async Task<CommandOrCodeAction[]> GetAsync(CodeActionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var version = document.Current;
        var analysis = await Session.GetAnalysisAsync(document, version, cancellationToken).ConfigureAwait(false);
        var selection = session.Positions.GetSpan(analysis.Text, parameters.Range);
        var only = parameters.Context?.Only;
        var target = new EditTarget(document.Uri, version.Number, analysis.Text);
        var found = analysis.Findings.Where(finding => finding.Span.IntersectsWith(selection)).ToImmutableArray();
        var actions = new List<CodeAction>();
        if (CodeActionKinds.IsWanted(CodeActionKinds.QuickFix, only))
        {
            // What is surely right first; what may change the build, and what only silences, last.
            var fixes = GetQuickFixes(found, target).ToList();
            actions.AddRange(fixes.Where(fix => !fix.IsUnsafe).Select(fix => fix.Action));
            actions.AddRange(await GetFixesOfKindAsync(analysis, found, version, target, cancellationToken).ConfigureAwait(false));
            actions.AddRange(fixes.Where(fix => fix.IsUnsafe).Select(fix => fix.Action));
            actions.AddRange(GetSuppressions(analysis, found, target));
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
        return action with { Edit = await ComputeFixAllAsync(version, target, data.Rule, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Has the client apply the edit of a command.</summary>
    public Task ApplyAsync(ExecuteCommandParams parameters, CancellationToken cancellationToken) => parameters is { Command: ApplyCommand, Arguments: [var edit, ..] }
        ? client.ApplyEditAsync(edit, cancellationToken)
        : throw new ProtocolException(ErrorCodes.InvalidParams, "Unknown command");

    private IEnumerable<(CodeAction Action, bool IsUnsafe)> GetQuickFixes(ImmutableArray<Finding> findings, EditTarget target)
    {
        // A fix that mends several findings is one action. The first fix of a finding is its preferred one: kept apart, so
        // that each finding has exactly one.
        var offers = findings.SelectMany(finding => finding.Fixes.Select((fix, index) => (finding, fix, IsPreferred: index == 0)));
        foreach (var offer in offers.GroupBy(offer => (offer.fix, offer.IsPreferred)))
        {
            var action = new CodeAction(offer.Key.fix.Title, CodeActionKinds.QuickFix)
            {
                Diagnostics = [.. offer.Select(one => mapper.Map(target.Uri, target.Text, one.finding))],
                IsPreferred = offer.Key.IsPreferred ? true : null,
                Edit = CreateEdit(target, offer.Key.fix),
            };
            yield return (action, offer.Key.fix.Applicability == Applicability.Unsafe);
        }
    }

    /// <summary>One action for each rule that is found at the place and elsewhere, too.</summary>
    private async Task<List<CodeAction>> GetFixesOfKindAsync(
        DockerfileAnalysis analysis, ImmutableArray<Finding> found, DocumentVersion version, EditTarget target, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        foreach (var rule in found.Where(HasSafeFix).Select(finding => finding.Rule).Distinct())
        {
            var all = analysis.Findings.Where(finding => finding.Rule == rule && HasSafeFix(finding)).ToList();
            if (all.Count < 2)
            {
                continue;
            }

            var action = new CodeAction($"Fix all {all.Count} of {rule.Id} in this file", CodeActionKinds.QuickFix)
            {
                Diagnostics = [.. found.Where(finding => finding.Rule == rule).Select(finding => mapper.Map(target.Uri, target.Text, finding))],
            };
            actions.Add(session.Features.ResolvesEdits
                ? action with { Data = new CodeActionData(target.Uri, version.Serial) { Rule = rule.Id } }
                : action with { Edit = await ComputeFixAllAsync(version, target, rule.Id, cancellationToken).ConfigureAwait(false) });
        }

        return actions;
    }

    /// <summary>Comments that switch the rules off, those for one instruction first.</summary>
    private IEnumerable<CodeAction> GetSuppressions(DockerfileAnalysis analysis, ImmutableArray<Finding> found, EditTarget target) =>
        found.DistinctBy(finding => finding.Rule.Id)
            .SelectMany(finding => SuppressionProvider.GetSuppressions(analysis, finding).Select((suppression, order) => (finding, suppression, order)))
            .OrderBy(offer => offer.order)
            .Select(offer => new CodeAction(offer.suppression.Title, CodeActionKinds.QuickFix)
            {
                Diagnostics = [mapper.Map(target.Uri, target.Text, offer.finding)],
                Edit = CreateEdit(target, [offer.suppression.Edit]),
            });

    private static bool HasSafeFix(Finding finding) => finding.Fixes.Any(fix => fix.Applicability == Applicability.Safe);

    private IEnumerable<CodeAction> GetRewrites(DockerfileAnalysis analysis, TextSpan selection, ImmutableArray<Finding> findings, EditTarget target)
    {
        var refused = findings.SelectMany(finding => finding.Refusals).Select(refusal => new Refactoring(refusal.Title, null, refusal.Reason));
        foreach (var rewrite in RefactoringProvider.GetRefactorings(analysis, selection).Concat(refused).Distinct())
        {
            if (rewrite.Fix is { } fix)
            {
                yield return new CodeAction(rewrite.Title, CodeActionKinds.Rewrite) { Edit = CreateEdit(target, fix) };
            }
            else if (session.Features.ShowsDisabledActions && rewrite.DisabledReason is { } reason)
            {
                yield return new CodeAction(rewrite.Title, CodeActionKinds.Rewrite) { Disabled = new CodeActionDisabled(reason) };
            }
        }
    }

    private async Task<CodeAction?> GetFixAllAsync(DockerfileAnalysis analysis, DocumentVersion version, EditTarget target, CancellationToken cancellationToken)
    {
        if (!analysis.Findings.Any(finding => finding.Fixes.Any(fix => fix.Applicability == Applicability.Safe)))
        {
            return null;
        }

        var action = new CodeAction("Apply all safe fixes of DockerLsp", CodeActionKinds.FixAll);
        if (session.Features.ResolvesEdits)
        {
            return action with { Data = new CodeActionData(target.Uri, version.Serial) };
        }

        var edit = await ComputeFixAllAsync(version, target, null, cancellationToken).ConfigureAwait(false);
        return action with { Edit = edit };
    }

    /// <summary>The edits of all safe fixes together, computed on another thread: it takes several analyses.</summary>
    private Task<WorkspaceEdit> ComputeFixAllAsync(DocumentVersion version, EditTarget target, string? rule, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var result = rule is null
                ? DockerfileAnalysis.FixAll(version.Text, version.Options)
                : FixAll.Run(version.Text, text => [.. DockerfileAnalysis.Create(text, version.Options).Findings.Where(finding => finding.Rule.Id == rule)]);
            return CreateEdit(target, TextDifference.GetChanges(version.Text.ToString(), result.Text.ToString()));
        },
        cancellationToken);

    private WorkspaceEdit CreateEdit(EditTarget target, IEnumerable<TextChange> changes) => edits.GetEdit(target.Uri, target.Version, target.Text, changes);

    private WorkspaceEdit CreateEdit(EditTarget target, Fix fix) =>
        edits.GetEdit(target.Uri, target.Version, target.Text, fix.Edits, fix.Applicability == Applicability.Unsafe ? fix.Title : null);

    private CommandOrCodeAction? ToCommand(CodeAction action) => action.Edit is { } edit && session.Features.AppliesEdits
        ? new CommandOrCodeAction(null, new Command(action.Title, ApplyCommand, [edit]))
        : null;

    /// <summary>The version of a document that edits are for.</summary>
    private sealed record EditTarget(string Uri, int? Version, SourceText Text);
}
