-- Each request starts a verification of a number of its own (BENCH_PATH: or asks the program that does
-- nothing). Prints "RATE <accepted a second> REFUSED <count>".
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init()
  math.randomseed(os.time() + number * 104729)
  next_number = math.random(0, 89999999)
  refused = 0
  path = os.getenv("BENCH_PATH")
  headers = {
    ["Authorization"] = "Bearer " .. os.getenv("BENCH_API_KEY"),
    ["Content-Type"] = "application/json",
  }
end

function request()
  next_number = (next_number + 7919) % 90000000
  local body = string.format('{"to":"+62812%08d","channel":"whatsapp"}', next_number + 10000000)
  return wrk.format("POST", path, headers, body)
end

function response(status)
  if status ~= 201 then refused = refused + 1 end
end

function done(summary)
  local lost = 0
  for _, thread in ipairs(threads) do lost = lost + thread:get("refused") end
  local errors = summary.errors
  io.write(string.format("RATE %.1f REFUSED %d\n", (summary.requests - lost) / summary.duration * 1e6,
    lost + errors.connect + errors.read + errors.write + errors.timeout))
end
