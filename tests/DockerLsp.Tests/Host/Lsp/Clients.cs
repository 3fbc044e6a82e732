namespace DockerLsp.Tests.Host.Lsp;

/// <summary>What clients say of themselves.</summary>
internal static class Clients
{
    public const string Full = """
        {"general":{"positionEncodings":["utf-16"]},
         "workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true},"configuration":true,"didChangeConfiguration":{"dynamicRegistration":true}},
         "textDocument":{"publishDiagnostics":{"versionSupport":true,"relatedInformation":true,"tagSupport":{"valueSet":[1,2]}},
          "codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[""]}},"dataSupport":true,"resolveSupport":{"properties":["edit"]},"disabledSupport":true},
          "documentSymbol":{"hierarchicalDocumentSymbolSupport":true},"rename":{"prepareSupport":true},"completion":{"completionItem":{"snippetSupport":true}},
          "hover":{"contentFormat":["markdown"]}}}
        """;

    public const string Pulling = """
        {"workspace":{"configuration":true,"diagnostics":{"refreshSupport":true}},
         "textDocument":{"diagnostic":{"dynamicRegistration":true},"publishDiagnostics":{}}}
        """;

    /// <summary>Knows commands but no code actions.</summary>
    public const string Old = """{"workspace":{"applyEdit":true},"textDocument":{"codeAction":{}}}""";
}
