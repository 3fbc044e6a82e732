using System.Collections.Immutable;
using System.Text.Json;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Offers fixes and rewrites.</summary>
/// <param name="session">The session.</param>
/// <param name="client">Where edits are applied and pages shown.</param>
/// <param name="configuration">Tells which options hold for a document, and where its configuration is.</param>
internal sealed class CodeActionFeature(Session session, IEditorClient client, ConfigurationFeature configuration)
{
    /// <summary>The command by which clients that know no code actions apply an edit.</summary>
    public const string ApplyCommand = "dockerlsp.applyEdit";

    /// <summary>The command that has the client show the page of a rule.</summary>
    public const string ShowRuleCommand = "dockerlsp.explain";

    private readonly DiagnosticMapper mapper = new(session.Features, session.Positions);
    private readonly EditMaker edits = new(session);
    private readonly PinFeature pins = new(session, client);

    /// <summary>The commands that such a client can have executed here. Announced only where they are used: some clients register them globally.</summary>
    public static string[] CommandsFor(ClientFeatures client) =>
        !client.TakesCodeActions ? [ApplyCommand] : [.. (string[])(client.ShowsDocuments ? [ShowRuleCommand] : []), .. (string[])(PinFeature.UsesCommand(client) ? [PinFeature.Command] : [])];

    public async Task<CommandOrCodeAction[]> GetAsync(CodeActionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var version = document.Current;
        var place = configuration.FindPlace(document.Uri);
        var analysis = await Session.GetAnalysisAsync(document, version, cancellationToken).ConfigureAwait(false);
        var selection = session.Positions.GetSpan(analysis.Text, parameters.Range);
        var only = parameters.Context?.Only;
        var target = new EditTarget(document.Uri, version.Number, analysis.Text);
        var found = analysis.FindingsIn(selection);
        // Kate asks so for the repair of one problem, and applies every edit that it gets: more than one would garble the text.
        if (!session.Features.ResolvesEdits && only is null && parameters.Context?.Diagnostics is [var asked] && selection.Length == analysis.Text.Length)
        {
            foreach (var (repair, _) in GetQuickFixes(found, target))
            {
                if (repair.IsPreferred is true && session.Features.TakesCodeActions && repair.Diagnostics?.Any(problem => IsAbout(asked, problem)) is true)
                {
                    return [new CommandOrCodeAction(repair, null)];
                }
            }

            return [];
        }

        var actions = new List<CodeAction>();
        if (CodeActionKinds.IsWanted(CodeActionKinds.QuickFix, only))
        {
            // What is surely right first; what may change the build, and what only silences, last.
            var fixes = GetQuickFixes(found, target).ToList();
            actions.AddRange(fixes.Where(fix => !fix.IsUnsafe).Select(fix => fix.Action));
            actions.AddRange(await GetFixesOfKindAsync(analysis, found, version, target, cancellationToken).ConfigureAwait(false));
            actions.AddRange(fixes.Where(fix => fix.IsUnsafe).Select(fix => fix.Action));
            actions.AddRange(pins.GetOffers(analysis, selection, document.Uri, version.Origin, found, finding => mapper.Map(target.Uri, target.Text, finding)));
            actions.AddRange(GetSuppressions(analysis, found, target));
            actions.AddRange(place is null ? [] : GetSwitches(found, target, place));
            actions.AddRange(GetExplanations(found, target));
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
        if (version.Origin != data.Serial)
        {
            throw new ProtocolException(ErrorCodes.ContentModified, "The text has changed");
        }

        if (data.Pin is { } pin)
        {
            return action with { Edit = await pins.ComputeAsync(document, version, pin, cancellationToken).ConfigureAwait(false) };
        }

        if (data.IsForWorkspace is true && data.Rule is { } rule)
        {
            return action with { Edit = await ComputeWorkspaceAsync(rule, cancellationToken).ConfigureAwait(false) };
        }

        var target = new EditTarget(document.Uri, version.Number, version.Text);
        return action with { Edit = await ComputeFixAllAsync(version, target, data.Rule, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Has the client apply the edit of a command, or show a rule's page.</summary>
    public Task ExecuteAsync(ExecuteCommandParams parameters, CancellationToken cancellationToken) => parameters switch
    {
        { Command: ApplyCommand, Arguments: [{ ValueKind: JsonValueKind.Object } edit, ..] } when ReadEdit(edit) is { } read => client.ApplyEditAsync(read, cancellationToken),
        { Command: PinFeature.Command, Arguments: [{ ValueKind: JsonValueKind.String } uri, { ValueKind: JsonValueKind.String } serial, { ValueKind: JsonValueKind.String } place, ..] } =>
            pins.ExecuteAsync(uri.GetString() ?? "", serial.GetString() ?? "", place.GetString() ?? "", cancellationToken),
        { Command: ShowRuleCommand, Arguments: [{ ValueKind: JsonValueKind.String } id, ..] } when RuleCatalog.Find(id.GetString() ?? "") is { } rule => client.ShowDocumentAsync(rule.Url, cancellationToken),
        _ => throw new ProtocolException(ErrorCodes.InvalidParams, "Unknown command"),
    };

    /// <summary>Whether a client's problem is this one: by code and line.</summary>
    private static bool IsAbout(JsonElement asked, Diagnostic ours) =>
        Property(asked, "code") is { ValueKind: JsonValueKind.String } code && code.GetString() == ours.Code
        && Property(Property(Property(asked, "range"), "start"), "line") is { ValueKind: JsonValueKind.Number } line && line.TryGetInt32(out var number)
        && number == ours.Range.Start.Line;

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static WorkspaceEdit? ReadEdit(JsonElement edit)
    {
        try
        {
            return edit.Deserialize(ProtocolJson.Default.WorkspaceEdit);
        }
        catch (JsonException)
        {
            return null;
        }
    }

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
        var rules = found.Where(f => f.HasSafeFix).Select(finding => finding.Rule).Distinct().ToList();
        var isOneOfSeveral = rules.Count > 0 && session.Features.ResolvesEdits
            && await Task.Run(() => session.Workspace.Find(cancellationToken).Count > 1, cancellationToken).ConfigureAwait(false);
        foreach (var rule in rules)
        {
            Diagnostic[] diagnostics = [.. found.Where(finding => finding.Rule == rule).Select(finding => mapper.Map(target.Uri, target.Text, finding))];
            var count = analysis.CountSafelyFixed(rule);
            if (count > 1)
            {
                var action = new CodeAction($"Fix all {count} of {rule.Id} in this file", CodeActionKinds.QuickFix) { Diagnostics = diagnostics };
                actions.Add(session.Features.ResolvesEdits
                    ? action with { Data = new CodeActionData(target.Uri, version.Origin) { Rule = rule.Id } }
                    : action with { Edit = await ComputeFixAllAsync(version, target, rule.Id, cancellationToken).ConfigureAwait(false) });
            }

            // All files are analysed only when someone wants it.
            if (session.Features.ResolvesEdits && isOneOfSeveral)
            {
                actions.Add(new CodeAction($"Fix all of {rule.Id} in all Dockerfiles of the workspace", CodeActionKinds.QuickFix)
                {
                    Diagnostics = diagnostics,
                    Data = new CodeActionData(target.Uri, version.Origin) { Rule = rule.Id, IsForWorkspace = true },
                });
            }
        }

        return actions;
    }

    /// <summary>The safe fixes of a rule in all Dockerfiles of the workspace: the text of those that are open, the files of the others.</summary>
    private async Task<WorkspaceEdit> ComputeWorkspaceAsync(string rule, CancellationToken cancellationToken)
    {
        // Options are read on the message queue, files elsewhere.
        var paths = await Task.Run(() => session.Workspace.Find(cancellationToken), cancellationToken).ConfigureAwait(true);
        var dockerfiles = session.Documents.All.Select(d => new Dockerfile(ConfigurationFeature.PathOf(d.Uri), d.Uri, d.Current.Options, d.Current)).ToList();
        var open = dockerfiles.Select(d => d.Path).ToHashSet();
        foreach (var path in paths.Where(path => !open.Contains(path)))
        {
            var uri = new Uri(path).AbsoluteUri;
            dockerfiles.Add(new Dockerfile(path, uri, configuration.OptionsOf(uri)));
        }

        return await Task.Run(
            () =>
            {
                var documents = new List<DocumentChanges>();
                foreach (var (path, uri, options, current) in dockerfiles)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if ((current?.Text ?? (path is null ? null : WorkspaceFiles.Read(path))) is { } text && FixRule(text, options, rule) is { IsEmpty: false } changes)
                    {
                        documents.Add(new DocumentChanges(uri, current?.Number, text, changes, path is null ? uri : configuration.NameOf(path)));
                    }
                }

                return edits.GetEdit(documents);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A Dockerfile of the workspace; its version where it is open, and its path where it is a file.</summary>
    private sealed record Dockerfile(string? Path, string Uri, AnalysisOptions Options, DocumentVersion? Current = null);

    private static ImmutableArray<TextChange> FixRule(SourceText text, AnalysisOptions options, string rule)
    {
        var result = FixAll.Run(text, current => [.. DockerfileAnalysis.Create(current, options).Findings.Where(finding => finding.Rule.Id == rule)]);
        return TextDifference.GetChanges(text.ToString(), result.Text.ToString());
    }

    /// <summary>Comments that switch the rules off, those for one instruction first.</summary>
    private IEnumerable<CodeAction> GetSuppressions(DockerfileAnalysis analysis, ImmutableArray<Finding> found, EditTarget target) =>
        found.DistinctBy(finding => finding.Rule.Id)
            .SelectMany(finding => SuppressionProvider.GetSuppressions(analysis, finding).Select((suppression, order) => new Offer(finding, suppression, order)))
            .OrderBy(offer => offer.Order)
            .Select(offer => new CodeAction(offer.Suppression.Title, CodeActionKinds.QuickFix)
            {
                Diagnostics = [mapper.Map(target.Uri, target.Text, offer.Finding)],
                Edit = CreateEdit(target, [offer.Suppression.Edit]),
            });

    private sealed record Offer(Finding Finding, Engine.Features.Suppression Suppression, int Order);

    /// <summary>Rules switched off in the configuration file: the nearest one, or a new one in the open folder.</summary>
    private IEnumerable<CodeAction> GetSwitches(ImmutableArray<Finding> found, EditTarget target, ConfigurationPlace place)
    {
        if (place.IsNew && !session.Features.CreatesFiles)
        {
            yield break;
        }

        var text = place.IsNew ? null : place.Text ?? WorkspaceFiles.Read(place.Path);
        foreach (var finding in found.DistinctBy(finding => finding.Rule.Id))
        {
            var id = finding.Rule.Id;
            var edit = place.IsNew ? EditMaker.GetNewFile(place.Uri, ConfigurationEdit.NewFile(id))
                : text is not null && ConfigurationEdit.SwitchOff(place.Path, text.ToString(), id) is { } change ? edits.GetEdit(place.Uri, place.Version, text, [change])
                : null;
            if (edit is not null)
            {
                yield return new CodeAction($"Ignore {id} in {(place.IsNew ? "a new " : "")}{Path.GetFileName(place.Path)}", CodeActionKinds.QuickFix)
                {
                    Diagnostics = [mapper.Map(target.Uri, target.Text, finding)],
                    Edit = edit,
                };
            }
        }
    }

    /// <summary>The rules' pages, where the client shows pages and has no way of its own to them.</summary>
    private IEnumerable<CodeAction> GetExplanations(ImmutableArray<Finding> found, EditTarget target) =>
        !session.Features.ShowsDocuments || !session.Features.TakesCodeActions ? [] : found.DistinctBy(finding => finding.Rule.Id).Select(finding =>
            new CodeAction($"Explain {finding.Rule.Id}", CodeActionKinds.QuickFix)
            {
                Diagnostics = [mapper.Map(target.Uri, target.Text, finding)],
                Command = new ServerCommand($"Explain {finding.Rule.Id}", ShowRuleCommand, [finding.Rule.Id]),
            });

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
        if (!analysis.HasSafeFix)
        {
            return null;
        }

        var action = new CodeAction("Apply all safe fixes of DockerLsp", CodeActionKinds.FixAll);
        if (session.Features.ResolvesEdits)
        {
            return action with { Data = new CodeActionData(target.Uri, version.Origin) };
        }

        var edit = await ComputeFixAllAsync(version, target, null, cancellationToken).ConfigureAwait(false);
        return action with { Edit = edit };
    }

    /// <summary>The edits of all safe fixes together, computed on another thread: it takes several analyses.</summary>
    private Task<WorkspaceEdit> ComputeFixAllAsync(DocumentVersion version, EditTarget target, string? rule, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            return CreateEdit(target, rule is null
                ? TextDifference.GetChanges(version.Text.ToString(), DockerfileAnalysis.FixAll(version.Text, version.Options).Text.ToString())
                : FixRule(version.Text, version.Options, rule));
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
