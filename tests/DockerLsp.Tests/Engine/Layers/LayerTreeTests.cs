using DockerLsp.Engine.Layers;

namespace DockerLsp.Tests.Engine.Layers;

public class LayerTreeTests
{
    [Fact]
    public void What_a_later_layer_deletes_or_overwrites_is_wasted()
    {
        var image = LayerTree.Combine([], [
            Tree("a/x:10", "a/y:20", "b:5", "c/d/e:7"),
            Tree("a/x:1", "a/.wh.y", ".wh.c"),
            Tree("b/f:3"),
        ]);
        Assert.Equal([10 + 20 + 7 + 5, 0, 0], image.Layers.Select(l => l.WastedBytes));
        Assert.Equal([42, 1, 3], image.Layers.Select(l => l.Bytes));
        Assert.Equal(2, image.Layers[1].Deletions);
        Assert.Equal("/a/y", image.Layers[0].Wasted[0].Path);
    }

    [Fact]
    public void An_opaque_folder_hides_what_was_in_it_and_not_what_its_own_layer_puts_there()
    {
        var image = LayerTree.Combine([], [Tree("a/x:10", "b:1"), Tree("a/.wh..wh..opq", "a/y:2")]);
        Assert.Equal([10, 0], image.Layers.Select(l => l.WastedBytes));
    }

    [Fact]
    public void A_folder_over_a_folder_hides_nothing()
    {
        var image = LayerTree.Combine([], [Tree("a/x:10"), Tree("a/", "a/y:2")]);
        Assert.Equal(0, image.WastedBytes);
    }

    [Fact]
    public void Caches_and_big_paths_are_named()
    {
        var image = LayerTree.Combine([], [Tree("var/lib/apt/lists/a:100", "root/.npm/_cacache/b:50", "usr/lib/big/c:1000", "usr/bin/d:10")]);
        Assert.Equal(["/var/lib/apt/lists", "/root/.npm"], image.Layers[0].Caches.Select(c => c.Path));
        Assert.Equal("/usr/lib/big/c", image.Layers[0].Biggest[0].Path);
    }

    [Fact]
    public void A_path_of_any_depth_is_no_danger()
    {
        var deep = string.Join('/', Enumerable.Repeat("a", 20_000));
        var image = LayerTree.Combine([], [Tree(deep + "/x:1"), Tree(".wh.a")]);
        Assert.Equal(1, image.WastedBytes);
    }

    private static LayerTree Tree(params string[] entries)
    {
        var tree = new LayerTree();
        foreach (var entry in entries)
        {
            var colon = entry.LastIndexOf(':');
            tree.Add((colon < 0 ? entry : entry[..colon]).TrimEnd('/'), entry.EndsWith('/'), colon < 0 ? 0 : long.Parse(entry[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        }

        return tree;
    }
}
