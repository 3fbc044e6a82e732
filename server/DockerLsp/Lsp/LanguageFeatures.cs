namespace DockerLsp.Lsp;

/// <summary>The features that answer about the language.</summary>
internal sealed class LanguageFeatures(Session session)
{
    public SymbolFeature Symbols { get; } = new(session);

    public NavigationFeature Navigation { get; } = new(session);

    public StructureFeature Structure { get; } = new(session);

    public LinkFeature Links { get; } = new(session);

    public SemanticTokensFeature Tokens { get; } = new(session);

    public CompletionFeature Completion { get; } = new(session);

    public FormattingFeature Formatting { get; } = new(session);

    /// <summary>Lets go of what is kept for a document that was closed.</summary>
    public void Forget(string uri) => Tokens.Forget(uri);
}
