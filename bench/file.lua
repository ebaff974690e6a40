-- file.lua: files an appeal through the API, as a program without a session would.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local place = os.getenv("PLACE") or "YH-BL-B3"
wrk.body = '{"text":"2单元一楼楼道灯坏了快一周，晚上老人上下楼看不清台阶，怕摔跤。","place":"' .. place .. '","anon":"nobody","open":true}'
local refused = 0
function response(status) if status ~= 201 then refused = refused + 1 end end
function done(summary) io.write("refused-status " .. summary.errors.status .. "\n") end
