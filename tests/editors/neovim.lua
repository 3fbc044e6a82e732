-- Opens Dockerfile with the recipe of docs/editors.md; sees findings, hover and quick fixes; takes the first fix, then all, and saves.
local seen = {}

local function until_true(what, ask)
  if not vim.wait(60000, ask, 50) then
    error('waited in vain for ' .. what)
  end
end

local function drive()
  dofile('recipe.lua')
  vim.cmd('filetype on')
  vim.cmd('edit Dockerfile')
  until_true('findings', function() return #vim.diagnostic.get(0) > 0 end)
  seen.codes = vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))

  vim.api.nvim_win_set_cursor(0, { 3, 6 })
  vim.lsp.buf.hover()
  local function float()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return window
      end
    end
  end
  until_true('the hover', function() return float() ~= nil end)
  seen.hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float()), 0, -1, false), '\n')
  vim.api.nvim_win_close(float(), true)

  local function take(only)
    seen.took = only
    local before = vim.api.nvim_buf_get_changedtick(0)
    vim.ui.select = function(items, options, choose)
      local titles = vim.tbl_map(function(item) return options.format_item(item) end, items)
      seen.titles = seen.titles or titles
      choose(items[1])
    end
    vim.lsp.buf.code_action({ only = { only }, diagnostics = {} })
    until_true('the text to change', function() return vim.api.nvim_buf_get_changedtick(0) > before end)
  end
  take('quickfix')
  local answer
  until_true('all fixes to be done', function()
    local parameters = vim.lsp.util.make_range_params()
    parameters.context = { only = { 'source.fixAll.dockerlsp' }, diagnostics = {} }
    answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', parameters, 20000)
    local _, first = next(answer or {})
    if first and first.result and #first.result > 0 then
      take('source.fixAll.dockerlsp')
      return false
    end
    return first ~= nil and first.result ~= nil
  end)
  vim.cmd('write')
end

local ok, problem = pcall(drive)
if not ok then
  seen.error = tostring(problem)
end
vim.fn.writefile({ vim.fn.json_encode(seen) }, os.getenv('DOCKERLSP_TEST_RESULT'))
vim.cmd('qall!')
