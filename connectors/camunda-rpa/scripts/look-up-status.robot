*** Settings ***
Documentation     受付番号の処理状況を台帳の画面で調べる（見本）。
...               受付番号だけを受け取り、状況だけを返す。氏名などは変数に入れない。
Library           Camunda
Library           OperatingSystem

*** Variables ***
${REGISTER}       ${CURDIR}/register
${断り先}         http://127.0.0.1:36227/zeebe/job/%{RPA_ZEEBE_JOB_KEY=}/throw

*** Tasks ***
処理状況を調べる
    [Documentation]    入力は camundaRpaTaskInput の receiptNumber。
    ${状況}=    台帳の画面で調べる    ${receiptNumber}
    Set Output Variable    applicationStatus    ${状況}

*** Keywords ***
台帳の画面で調べる
    [Arguments]    ${受付番号}
    ${有無}=    Run Keyword And Return Status    File Should Exist    ${REGISTER}/${受付番号}
    IF    not ${有無}    断る    NOT_REGISTERED    台帳にありません
    ${状況}=    Get File    ${REGISTER}/${受付番号}
    RETURN    ${状況.strip()}

断る
    [Documentation]    端末の RPA worker に頼み、BPMN エラーでモデルに戻る。作業の失敗ではない。
    [Arguments]    ${コード}    ${理由}
    VAR    &{本文}    errorCode=${コード}    errorMessage=${理由}    variables=&{EMPTY}
    ${応答}=    Evaluate
    ...    urllib.request.urlopen(urllib.request.Request($断り先, json.dumps(dict($本文)).encode(), {'Content-Type': 'application/json'})).status
    ...    modules=json, urllib.request
    Should Be Equal As Integers    ${応答}    202
    Pass Execution    ${理由}
