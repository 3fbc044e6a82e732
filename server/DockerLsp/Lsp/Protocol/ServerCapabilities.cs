using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>The answer to <c>initialize</c>: what the server can do, as the protocol spells it.</summary>
internal static class ServerCapabilities
{
    public static RawJson Describe(ClientFeatures client, string version)
    {
        var diagnostics = client.PullsDiagnostics
            ? """ "diagnosticProvider": {"identifier": "dockerlsp", "interFileDependencies": false, "workspaceDiagnostics": false}, """ : "";

        var commands = CodeActionFeature.CommandsFor(client) is [_, ..] known ? $$""" "executeCommandProvider": {"commands": {{List(known)}} }, """ : "";
        // Another server may do these already, and an editor shows what both say.
        var language = client.LeavesLanguageFeatures ? "" : $$"""
            "documentSymbolProvider": true,
            "definitionProvider": true,
            "documentHighlightProvider": true,
            "renameProvider": {{(client.PreparesRenames ? """{"prepareProvider": true}""" : "true")}},
            "foldingRangeProvider": true,
            "documentLinkProvider": {"resolveProvider": false},
            "completionProvider": {"triggerCharacters": {{List(CompletionFeature.TriggerCharacters)}}, "resolveProvider": false},
            "signatureHelpProvider": {"triggerCharacters": [" "], "retriggerCharacters": ["-", "=", ","]},
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "documentOnTypeFormattingProvider": {"firstTriggerCharacter": "\n", "moreTriggerCharacter": ["\\", "`"]},
            """;
        return RawJson.Of($$"""
            {
              "capabilities": {
                {{diagnostics}}{{commands}}
                "positionEncoding": "{{ClientFeatures.NameOf(client.PositionEncoding)}}",
                "textDocumentSync": {"openClose": true, "change": 2, "save": true},
                "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true} },
                "hoverProvider": true,
                "inlayHintProvider": true,
                "codeLensProvider": {"resolveProvider": false},
                "codeActionProvider": {"codeActionKinds": {{List(CodeActionKinds.All)}}, "resolveProvider": {{Flag(client.ResolvesEdits)}}},
                {{language}}
                "workspaceSymbolProvider": true,
                "referencesProvider": true,
                "selectionRangeProvider": true,
                "linkedEditingRangeProvider": true,
                "semanticTokensProvider": {
                  "legend": {"tokenTypes": {{List(SemanticTokensFeature.TokenTypes)}}, "tokenModifiers": ["declaration"]},
                  "range": true,
                  "full": {"delta": true}
                }
              },
              "serverInfo": {"name": "dockerlsp", "version": "{{JsonEncodedText.Encode(version)}}"}
            }
            """);
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private static string List(IEnumerable<string> items) => $"[{string.Join(',', items.Select(i => $"\"{JsonEncodedText.Encode(i)}\""))}]";
}
