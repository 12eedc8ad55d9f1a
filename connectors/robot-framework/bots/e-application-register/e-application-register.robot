*** Settings ***
Documentation     電子申請の受付データ（CSV）を一件ずつ台帳に登録する。
...               誤りのある申請は登録せず、理由を付けて差し戻す。結果は result.csv に残る。
...
...               入力（起動時に変えられる変数）
...               EXPORT    電子申請システムから取り出した CSV（Windows-31J）
...               REGISTER  台帳のフォルダー
...               PACE      一件ごとの待ち時間（秒）。窓口の業務を妨げないために使う
Library           resources/ApplicationFile.py
Library           resources/LegacyRegister.py
Library           resources/ResultList.py    ${OUTPUT DIR}
Suite Teardown    後片付けをする

*** Variables ***
${EXPORT}         ${CURDIR}/samples/applications.csv
${REGISTER}       ${OUTPUT DIR}/register
${PACE}           0

*** Tasks ***
電子申請を台帳に登録する
    @{申請一覧}=    申請を読み込む    ${EXPORT}
    処理する申請を控える    ${申請一覧}
    台帳を開く    ${REGISTER}
    FOR    ${申請}    IN    @{申請一覧}
        一件を処理する    ${申請}
    END
    結果を報告する

*** Keywords ***
一件を処理する
    [Arguments]    ${申請}
    一件分待つ    ${PACE}
    ${理由}=    申請の誤りを調べる    ${申請}
    IF    '${理由}' == ''
        台帳に登録する    ${申請}
    ELSE
        差し戻す    ${申請}    ${理由}
    END

台帳に登録する
    [Arguments]    ${申請}
    ${登録済み}=    台帳を検索する    ${申請}
    IF    ${登録済み}
        登録済みとして控える    ${申請}
    ELSE
        新しく登録する    ${申請}
    END

新しく登録する
    [Arguments]    ${申請}
    ${連番}=    登録画面に入力する    ${申請}
    登録できたことを記録する    ${申請}    ${連番}

後片付けをする
    [Documentation]    途中で止められたときも、台帳の画面を閉じ、処理できなかった申請を残す。
    台帳を閉じる
    未処理の申請を記録する
