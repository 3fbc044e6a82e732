using System.Globalization;
using DockerLsp.Engine.Features;
using DockerLsp.Lsp.Protocol;
using CompletionItem = DockerLsp.Engine.Features.CompletionItem;
using SignatureHelp = DockerLsp.Lsp.Protocol.SignatureHelp;

namespace DockerLsp.Lsp;

/// <summary>Answers what can be typed, and how it is written.</summary>
internal sealed class CompletionFeature(Session session)
{
    private const int PlainText = 1;
    private const int Snippet = 2;

    /// <summary>What may begin a word that something is known for.</summary>
    public static IReadOnlyList<string> TriggerCharacters { get; } = ["-", "=", "$", "{", "/", ",", " "];

    public async Task<CompletionResult> GetAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var position = session.Positions.GetOffset(analysis.Text, parameters.Position);
        var list = CompletionProvider.GetCompletions(analysis, position, session.FindContext(document.Uri));
        var range = session.Positions.GetRange(analysis.Text, list.Items.IsEmpty ? new(position, 0) : list.Replaced);
        return new CompletionResult(IsIncomplete: false, [.. list.Items.Select((item, index) => ToItem(item, index, range))]);
    }

    public async Task<SignatureHelp?> GetSignatureAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        if (SignatureProvider.GetSignature(analysis, session.Positions.GetOffset(analysis.Text, parameters.Position)) is not { } signature)
        {
            return null;
        }

        var parametersOfIt = signature.Parameters.Select(p => new ParameterInformation(signature.Label.Substring(p.Span.Start, p.Span.Length), ToMarkup(p.Documentation)));
        return new SignatureHelp([new SignatureInformation(signature.Label, ToMarkup(signature.Documentation), [.. parametersOfIt])], 0, signature.ActiveParameter);
    }

    private Protocol.CompletionItem ToItem(CompletionItem item, int index, Protocol.Range range)
    {
        var isSnippet = item.HasPlaceholders && session.Features.TakesSnippets;
        return new Protocol.CompletionItem(item.Label)
        {
            Kind = KindOf(item.Kind),
            Detail = item.Detail,
            Documentation = item.Documentation is { } text ? ToMarkup(text) : null,
            SortText = index.ToString("D4", CultureInfo.InvariantCulture),
            InsertTextFormat = isSnippet ? Snippet : PlainText,
            TextEdit = new TextEdit(range, isSnippet ? item.Snippet : item.PlainText),
            // A command of VS Code's; other editors propose again by themselves behind a trigger character.
            Command = item.Continues && session.Features.KnowsSuggestCommand ? new Command("Suggest", "editor.action.triggerSuggest") : null,
        };
    }

    private MarkupContent ToMarkup(string text) => Markup.Create(session.Features, text);

    /// <summary>The protocol's CompletionItemKind.</summary>
    private static int KindOf(CompletionKind kind) => kind switch
    {
        CompletionKind.Keyword or CompletionKind.Directive => 14, // Keyword
        CompletionKind.Flag => 10, // Property
        CompletionKind.Stage => 9, // Module
        CompletionKind.Image => 7, // Class
        CompletionKind.Variable => 6, // Variable
        CompletionKind.File => 17, // File
        CompletionKind.Folder => 19, // Folder
        CompletionKind.Command => 3, // Function
        CompletionKind.Rule => 20, // EnumMember
        CompletionKind.Snippet => 15, // Snippet
        CompletionKind.User => 21, // Constant
        _ => 12, // Value
    };
}
