-- file.lua: files an appeal through the API, as a program without a session would. Each call says another address
-- (the server is told to trust this proxy), since one address may only file so many.
local place = os.getenv("PLACE") or "YH-BL-B3"
local body = '{"text":"2单元一楼楼道灯坏了快一周，晚上老人上下楼看不清台阶，怕摔跤。","place":"' .. place .. '","anon":"nobody","open":true}'
local n, refused = 0, 0
math.randomseed(os.time())
local first = math.random(1, 223)
function request()
  n = n + 1
  local address = first .. "." .. (math.floor(n / 65536) % 256) .. "." .. (math.floor(n / 256) % 256) .. "." .. (n % 256)
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = address }, body)
end
function done(summary) io.write("refused-status " .. summary.errors.status .. "\n") end
